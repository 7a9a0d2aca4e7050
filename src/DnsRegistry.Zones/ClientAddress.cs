using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.Zones;

/// <summary>The address of an asker. IPv4 is held in its IPv4-mapped IPv6 form (RFC 4291 §2.5.5.2).</summary>
/// <param name="Value">The 128 bits in host order.</param>
public readonly record struct ClientAddress(UInt128 Value)
{
    /// <summary>Bits before an IPv4 address in its mapped form.</summary>
    internal const int MappedPrefixBits = 96;

    private static readonly UInt128 s_mappedPrefix = (UInt128)0xFFFF << 32;

    /// <summary>Whether this is an address of IPv4.</summary>
    public bool IsIPv4 => Value >> 32 == 0xFFFF;

    /// <summary>Bits of an address of this family.</summary>
    public int FamilyBits => IsIPv4 ? 32 : 128;

    /// <summary>The client of four IPv4 octets, in host order.</summary>
    public static ClientAddress FromIPv4(uint address) => new(s_mappedPrefix | address);

    /// <summary>The client of an address object.</summary>
    public static ClientAddress From(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(octets))
            : new ClientAddress(BinaryPrimitives.ReadUInt128BigEndian(octets));
    }

    /// <summary>The first address of a prefix, of which only the octets are given that hold it.</summary>
    public static ClientAddress FromPrefix(ReadOnlySpan<byte> prefix, bool isIPv6)
    {
        Span<byte> octets = stackalloc byte[16];
        octets.Clear();
        prefix.CopyTo(octets);
        return isIPv6
            ? new ClientAddress(BinaryPrimitives.ReadUInt128BigEndian(octets))
            : FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(octets));
    }

    /// <summary>A number that is the same for the same client all over, in every process.</summary>
    public ulong StableHash()
    {
        ulong mixed = (ulong)Value ^ ulong.RotateLeft((ulong)(Value >> 64), 32);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return mixed ^ (mixed >> 31);
    }
}
