using System.Net;

namespace DnsRegistry.Host.Configuration;

/// <summary>The <c>Http</c> section.</summary>
internal sealed record HttpSettings
{
    /// <summary>Addresses and ports; port 0 is any free one.</summary>
    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [new(IPAddress.Loopback, 8053)];

    /// <summary>Whether everybody who reaches a non-loopback address may read and write.</summary>
    public bool AllowAnonymous { get; init; }
}
