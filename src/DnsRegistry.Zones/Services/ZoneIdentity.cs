using System.Net;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Services;

/// <summary>What the registry's own zones say of the server.</summary>
/// <param name="ServerName">The NS and the MNAME of every one of them.</param>
/// <param name="ServerAddresses">The addresses of the server, answered at the suffix itself.</param>
public sealed record ZoneIdentity(DomainName ServerName, IReadOnlyList<IPAddress> ServerAddresses)
{
    /// <summary>TTL of the SOA and of negative answers, and the SOA's MINIMUM (RFC 2308 §5): "no" is believed this long.</summary>
    public const uint NegativeTtlSeconds = 2;

    /// <summary>TTL of NS and of the server's own addresses.</summary>
    public const uint ServerTtlSeconds = 60;

    /// <summary>The mailbox of the SOA: <c>hostmaster</c> at the server's name.</summary>
    internal DomainName Mailbox =>
        ServerName.TryPrepend("hostmaster"u8, out DomainName? mailbox) ? mailbox : ServerName;
}
