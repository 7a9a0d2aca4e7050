using DnsRegistry.Wire.Messages;

namespace DnsRegistry.Server.Query;

/// <summary>How large a response may be.</summary>
/// <param name="UdpPayloadOctets">The largest datagram sent, and the one that this server says it takes (RFC 6891 §6.2.5).</param>
public sealed record ResponseLimits(ushort UdpPayloadOctets = ResponseLimits.DefaultUdpPayloadOctets)
{
    /// <summary>1232 = 1280 (IPv6 minimum MTU, RFC 8200 §5) less 48 of headers: never fragmented.</summary>
    public const ushort DefaultUdpPayloadOctets = 1232;

    /// <summary>The largest message that the two-octet length of TCP can say (RFC 1035 §4.2.2).</summary>
    public const int MaxTcpOctets = ushort.MaxValue;

    /// <summary>What everybody can take over UDP (RFC 1035 §4.2.1).</summary>
    public const int MinUdpOctets = 512;

    internal int MaxOctets(Transport transport, EdnsRequest edns, int room)
    {
        if (transport == Transport.Tcp)
            return Math.Min(MaxTcpOctets, room);

        int asked = Math.Max(MinUdpOctets, (int)edns.UdpPayloadOctets);
        return Math.Min(Math.Min(asked, UdpPayloadOctets), room);
    }
}
