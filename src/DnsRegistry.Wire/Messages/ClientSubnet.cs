using System.Buffers.Binary;

namespace DnsRegistry.Wire.Messages;

/// <summary>The EDNS Client Subnet option of a request (RFC 7871 §6): in whose name a resolver asks.</summary>
public readonly ref struct ClientSubnet
{
    /// <summary>The OPTION-CODE.</summary>
    public const ushort OptionCode = 8;

    /// <summary>Where SCOPE PREFIX-LENGTH stands in the option: behind FAMILY and SOURCE PREFIX-LENGTH.</summary>
    internal const int ScopeOffset = 3;

    private const int FixedOctets = 4;

    /// <summary>Whether the request has the option.</summary>
    public bool IsPresent => !Octets.IsEmpty;

    /// <summary>Whether the address is one of IPv6.</summary>
    public bool IsIPv6 => Octets[1] == 2;

    /// <summary>SOURCE PREFIX-LENGTH: leading bits of the address that are given away; 0 gives away nothing.</summary>
    public int SourceBits => Octets[2];

    /// <summary>ADDRESS: as many octets as hold <see cref="SourceBits"/>, those behind them zero.</summary>
    public ReadOnlySpan<byte> Address => Octets[FixedOctets..];

    /// <summary>The option as received, without code and length.</summary>
    internal ReadOnlySpan<byte> Octets { get; private init; }

    /// <summary>Looks for the option.</summary>
    /// <param name="options">The options of a request, known to be well-formed as such.</param>
    /// <param name="subnet">What the option says; not present where there is none.</param>
    /// <returns><see langword="false"/> when the option is one that a server has to reject (§7.2.1), or is there twice.</returns>
    public static bool TryRead(ReadOnlySpan<byte> options, out ClientSubnet subnet)
    {
        subnet = default;
        while (!options.IsEmpty)
        {
            ushort code = BinaryPrimitives.ReadUInt16BigEndian(options);
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            ReadOnlySpan<byte> octets = options.Slice(4, length);
            options = options[(4 + length)..];
            if (code != OptionCode)
                continue;
            if (subnet.IsPresent || !IsWellFormed(octets))
                return false;

            subnet = new ClientSubnet { Octets = octets };
        }

        return true;
    }

    /// <summary>A known FAMILY, a prefix that it can have, no more octets and no more bits than that, and no SCOPE (§6).</summary>
    private static bool IsWellFormed(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < FixedOctets)
            return false;

        // Family 0 is what those send who give away nothing, not even the family.
        int mostBits = BinaryPrimitives.ReadUInt16BigEndian(octets) switch
        {
            0 => 0,
            1 => 32,
            2 => 128,
            _ => -1,
        };
        int bits = octets[2];
        ReadOnlySpan<byte> address = octets[FixedOctets..];
        if (bits > mostBits || octets[ScopeOffset] != 0 || address.Length != (bits + 7) / 8)
            return false;

        int spare = (8 * address.Length) - bits;
        return spare == 0 || (address[^1] & ((1 << spare) - 1)) == 0;
    }
}
