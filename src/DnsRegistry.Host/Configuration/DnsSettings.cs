using System.Net;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Host.Configuration;

/// <summary>The <c>Dns</c> section.</summary>
internal sealed record DnsSettings
{
    /// <summary>Addresses and ports of UDP and TCP alike; port 0 is any free one.</summary>
    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [new(IPAddress.Loopback, 1053)];

    /// <summary>The names under which the registry answers.</summary>
    public IReadOnlyList<DomainName> Suffixes { get; init; } = [DomainName.Parse("svc.")];

    /// <summary>Zones below <c>in-addr.arpa.</c> and <c>ip6.arpa.</c> that answer PTR.</summary>
    public IReadOnlyList<DomainName> ReverseZones { get; init; } = [];

    /// <summary>Resolvers whose EDNS Client Subnet is believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedResolvers { get; init; } = [];

    /// <summary>The name server that SOA and NS records name; null is the first suffix, where the server's addresses are.</summary>
    public DomainName? ServerName { get; init; }

    /// <summary>The server's own addresses; empty is those listened on, apart from wildcards.</summary>
    public IReadOnlyList<IPAddress> ServerAddresses { get; init; } = [];

    /// <summary>The TTL of answers about services that set none, in seconds.</summary>
    public int DefaultTtlSeconds { get; init; } = 5;

    /// <summary>The largest datagram sent, in octets. 1232 = 1280 (IPv6 minimum MTU, RFC 8200 §5) less 48 of headers.</summary>
    public int MaxUdpPayloadOctets { get; init; } = 1232;

    /// <summary>Threads that answer UDP on each address; 0 is one for each core.</summary>
    public int UdpWorkers { get; init; }

    /// <summary>TCP connections open at once; one more is closed at once.</summary>
    public int TcpMaxConnections { get; init; } = 1000;

    /// <summary>TCP connections open at once from one address, so that nobody takes them all.</summary>
    public int TcpMaxConnectionsPerClient { get; init; } = 100;

    /// <summary>How long a TCP connection may be silent, in seconds (RFC 7766 §6.2.3).</summary>
    public int TcpIdleSeconds { get; init; } = 10;
}
