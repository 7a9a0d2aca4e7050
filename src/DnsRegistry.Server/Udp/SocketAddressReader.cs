using System.Buffers.Binary;
using DnsRegistry.Zones;

namespace DnsRegistry.Server.Udp;

/// <summary>Reads the client's address out of a socket address without making objects of it.</summary>
internal static class SocketAddressReader
{
    // sockaddr_in: family 2, port 2, address 4. sockaddr_in6: family 2, port 2, flow 4, address 16.
    private const int IPv4Offset = 4;
    private const int IPv6Offset = 8;
    private const int IPv4Octets = 16;

    /// <summary>The address; IPv4 in its mapped form.</summary>
    /// <param name="address">The octets of a <c>sockaddr_in</c> or <c>sockaddr_in6</c>, whose sizes tell them apart.</param>
    internal static ClientAddress AddressOf(ReadOnlySpan<byte> address) => address.Length == IPv4Octets
        ? ClientAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(address[IPv4Offset..]))
        : new ClientAddress(BinaryPrimitives.ReadUInt128BigEndian(address[IPv6Offset..]));
}
