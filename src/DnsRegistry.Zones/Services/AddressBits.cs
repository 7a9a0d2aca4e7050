using System.Buffers.Binary;

namespace DnsRegistry.Zones.Services;

/// <summary>The leading bits of an address; IPv4 stands in its IPv4-mapped IPv6 form (RFC 4291 §2.5.5.2).</summary>
/// <param name="Value">The bits in host order, those behind the prefix zero.</param>
/// <param name="Bits">How many count: 128 for a whole address.</param>
internal readonly record struct AddressBits(UInt128 Value, int Bits)
{
    /// <summary>Bits before an IPv4 address in its mapped form.</summary>
    internal const int MappedPrefixBits = 96;

    /// <summary>The bits before an IPv4 address in its mapped form.</summary>
    internal const uint MappedPrefix = 0xFFFF;

    private const int AddressLength = 128;

    /// <summary>Whether this is an address rather than a prefix of some.</summary>
    internal bool IsWhole => Bits == AddressLength;

    /// <summary>Whether this is a prefix of IPv4.</summary>
    private bool IsIPv4 => Bits >= MappedPrefixBits && Value >> 32 == MappedPrefix;

    /// <summary>A whole address of four or sixteen octets.</summary>
    internal static AddressBits Of(ReadOnlySpan<byte> octets) => new(
        octets.Length == 4
            ? ((UInt128)MappedPrefix << 32) | BinaryPrimitives.ReadUInt32BigEndian(octets)
            : BinaryPrimitives.ReadUInt128BigEndian(octets),
        AddressLength);

    /// <summary>
    /// The prefix that the next shorter reverse name stands for: an octet less for IPv4, a nibble for IPv6. Empty at the end.
    /// </summary>
    internal AddressBits Shorter()
    {
        int bits = Bits - (IsIPv4 ? 8 : 4);
        bool isEnd = bits <= 0 || (IsIPv4 && bits <= MappedPrefixBits);
        return isEnd ? default : new AddressBits(Value & (UInt128.MaxValue << (AddressLength - bits)), bits);
    }
}
