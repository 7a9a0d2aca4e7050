using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.Registry.Validation;

/// <summary>
/// Reads addresses more strictly than the framework, which takes <c>1</c> for <c>0.0.0.1</c> and <c>010</c> for 8.
/// </summary>
public static class AddressText
{
    private const int MaxIPv4Characters = 15;
    private const int IPv6Octets = 16;

    /// <summary>Reads an address that an instance can have.</summary>
    /// <param name="text">An IPv4 address in four decimal parts, or an IPv6 address without scope (RFC 4291 §2.2).</param>
    /// <param name="address">The address.</param>
    /// <returns>The rule that the text breaks, or null.</returns>
    public static string? FaultOf(string text, out IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool isBare = !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal);
        if (!isBare || !IPAddress.TryParse(text, out IPAddress? parsed))
        {
            address = IPAddress.None;
            return $"'{text}' is not an IP address";
        }

        address = parsed;
        if (parsed.AddressFamily == AddressFamily.InterNetwork && !IsWrittenAs(parsed, text))
            return $"'{text}' is not an IPv4 address in four decimal parts";
        if (parsed.IsIPv4MappedToIPv6)
            return $"'{text}' is an IPv4 address in IPv6 clothes; give the IPv4 address";
        if (parsed.Equals(IPAddress.Any) || parsed.Equals(IPAddress.IPv6Any))
            return $"'{text}' is the unspecified address, which nobody can reach";
        if (IsMulticast(parsed) || parsed.Equals(IPAddress.Broadcast))
            return $"'{text}' is a multicast or broadcast address; an instance has a unicast one";
        return null;
    }

    private static bool IsWrittenAs(IPAddress address, string text)
    {
        Span<char> usual = stackalloc char[MaxIPv4Characters];
        return address.TryFormat(usual, out int length) && usual[..length].SequenceEqual(text);
    }

    private static bool IsMulticast(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[IPv6Octets];
        return address.IsIPv6Multicast
            || (address.TryWriteBytes(octets, out int length) && length < IPv6Octets && (octets[0] & 0xF0) == 0xE0);
    }
}
