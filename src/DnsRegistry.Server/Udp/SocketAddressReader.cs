using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using DnsRegistry.Zones;

namespace DnsRegistry.Server.Udp;

/// <summary>Reads the client's address out of a socket address without making objects of it.</summary>
internal static class SocketAddressReader
{
    // sockaddr_in: family 2, port 2, address 4. sockaddr_in6: family 2, port 2, flow 4, address 16.
    private const int IPv4Offset = 4;
    private const int IPv6Offset = 8;

    /// <summary>The address; IPv4 in its mapped form.</summary>
    internal static ClientAddress AddressOf(SocketAddress from)
    {
        ReadOnlySpan<byte> octets = from.Buffer.Span[..from.Size];
        return from.Family == AddressFamily.InterNetwork
            ? ClientAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(octets[IPv4Offset..]))
            : new ClientAddress(BinaryPrimitives.ReadUInt128BigEndian(octets[IPv6Offset..]));
    }
}
