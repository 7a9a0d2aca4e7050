using System.Runtime.InteropServices;

namespace DnsRegistry.Zones.Services;

/// <summary>Which addresses may be answered: the one of an <c>ip-…</c> label, those that a rule pins, or all.</summary>
/// <param name="ipv4">IPv4 addresses, four octets each.</param>
/// <param name="ipv6">IPv6 addresses, sixteen octets each.</param>
internal readonly ref struct AddressLimits(ReadOnlySpan<byte> ipv4, ReadOnlySpan<byte> ipv6)
{
    private readonly ReadOnlySpan<byte> _ipv4 = ipv4;
    private readonly ReadOnlySpan<byte> _ipv6 = ipv6;

    /// <summary>Whether the addresses of SRV targets are left out: a rule has others in their place.</summary>
    internal bool LeavesOutTargets { get; init; }

    /// <summary>Whether all addresses may be answered.</summary>
    internal bool IsEmpty => _ipv4.IsEmpty && _ipv6.IsEmpty;

    /// <summary>One address alone, in the four or sixteen octets of its family.</summary>
    internal AddressLimits To(ReadOnlySpan<byte> address) => address.Length == 4
        ? new AddressLimits(address, default) { LeavesOutTargets = LeavesOutTargets }
        : new AddressLimits(default, address) { LeavesOutTargets = LeavesOutTargets };

    /// <summary>Whether an address may be answered, in the four or sixteen octets of its family.</summary>
    internal bool Allow(ReadOnlySpan<byte> address)
    {
        if (IsEmpty)
            return true;

        ReadOnlySpan<byte> pins = address.Length == 4 ? _ipv4 : _ipv6;
        for (; pins.Length > 0; pins = pins[address.Length..])
        {
            if (pins[..address.Length].SequenceEqual(address))
                return true;
        }

        return false;
    }

    /// <summary>Whether an instance has one of the addresses.</summary>
    internal bool IsOneOf(Endpoint endpoint)
    {
        uint sole = endpoint.SoleIPv4;
        if (sole != 0 && MemoryMarshal.Cast<byte, uint>(_ipv4).Contains(sole))
            return true;

        // Most have that one address and no other.
        if (sole != 0 && endpoint.IPv6Count == 0)
            return false;
        return HasAny(endpoint, _ipv4, 4) || HasAny(endpoint, _ipv6, 16);
    }

    private static bool HasAny(Endpoint endpoint, ReadOnlySpan<byte> pins, int octets)
    {
        for (; pins.Length > 0; pins = pins[octets..])
        {
            if (endpoint.HasAddress(pins[..octets]))
                return true;
        }

        return false;
    }
}
