using System.Net;

namespace DnsRegistry.Zones.Choice;

/// <summary>A network as a run of addresses, IPv4 in its IPv4-mapped form (RFC 4291 §2.5.5.2).</summary>
/// <param name="First">The first address.</param>
/// <param name="Last">The last address.</param>
/// <param name="IsIPv4">Whether they are addresses of IPv4.</param>
/// <param name="Value">What belongs to the network.</param>
internal readonly record struct AddressBlock<T>(UInt128 First, UInt128 Last, bool IsIPv4, T Value)
{
    /// <summary>The block of a network.</summary>
    internal static AddressBlock<T> Of(IPNetwork network, T value)
    {
        ClientAddress first = ClientAddress.From(network.BaseAddress);
        int addressBits = network.BaseAddress.GetAddressBytes().Length * 8;
        int freeBits = addressBits - network.PrefixLength;
        UInt128 free = freeBits == 128 ? UInt128.MaxValue : (UInt128.One << freeBits) - 1;

        // A network that holds all mapped addresses and others, too, is one of IPv6: nobody means IPv4 by ::/0.
        bool isIPv4 = first.IsIPv4 && freeBits <= 128 - ClientAddress.MappedPrefixBits;
        return new AddressBlock<T>(first.Value, first.Value | free, isIPv4, value);
    }
}
