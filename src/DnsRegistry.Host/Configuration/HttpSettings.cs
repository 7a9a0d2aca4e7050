using System.Net;
using DnsRegistry.Api.Access;
using DnsRegistry.Api.Http;

namespace DnsRegistry.Host.Configuration;

/// <summary>The <c>Http</c> section.</summary>
internal sealed record HttpSettings
{
    /// <summary>Addresses and ports; port 0 is any free one.</summary>
    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [new(IPAddress.Loopback, 8053)];

    /// <summary>Whether, while there are no tokens, everybody who reaches a non-loopback address may read and write.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>The certificates; without one it is plain HTTP.</summary>
    public TlsSettings Tls { get; init; } = new();

    /// <summary>How often anybody may call.</summary>
    public RateOptions Rates { get; init; } = new();

    /// <summary>Connections at a time; more are closed at once.</summary>
    public int MaxConnections { get; init; } = 20_000;

    /// <summary>Octets of bulk bodies in hand at a time; with more, bulk calls are refused.</summary>
    public int BulkOctets { get; init; } = BulkRoom.DefaultOctets;

    /// <summary>Whether whoever can make a call may make every call as long as there is no token.</summary>
    public bool IsOpenWithoutTokens => AllowAnonymous || Listen.All(endPoint => IPAddress.IsLoopback(endPoint.Address));
}
