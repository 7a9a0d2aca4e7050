using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.Api.Http;

/// <summary>What tells clients apart that show nothing but their address.</summary>
internal static class ClientNetwork
{
    /// <summary>Octets that are needed at most.</summary>
    public const int MaxOctets = 8;

    private const int IPv6Octets = 16;

    /// <summary>The address, or the /64 of an IPv6 address: whoever has one address of it has them all.</summary>
    /// <param name="address">The address that a call came from.</param>
    /// <param name="octets">Room for <see cref="MaxOctets"/>.</param>
    /// <returns>The part of it that was filled.</returns>
    public static ReadOnlySpan<byte> Of(IPAddress address, Span<byte> octets)
    {
        Span<byte> whole = stackalloc byte[IPv6Octets];
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        plain.TryWriteBytes(whole, out int length);
        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
            length = MaxOctets;
        whole[..length].CopyTo(octets);
        return octets[..length];
    }
}
