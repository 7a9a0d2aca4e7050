namespace DnsRegistry.Zones.Services;

/// <summary>
/// The <c>ip-…</c> label that pins one registered address: <c>ip-10-0-0-7</c>, or an IPv6 address with its colons as
/// hyphens, <c>ip-fd00--7</c>.
/// </summary>
internal static class PinnedAddress
{
    private const int MaxTextOctets = 45;

    /// <summary>Reads the label.</summary>
    /// <param name="label">The label, lower-cased.</param>
    /// <param name="address">Room for sixteen octets.</param>
    /// <param name="octets">4 or 16.</param>
    internal static bool TryRead(ReadOnlySpan<byte> label, Span<byte> address, out int octets)
    {
        octets = 0;
        if (!label.StartsWith("ip-"u8) || label.Length - 3 > MaxTextOctets)
            return false;

        ReadOnlySpan<byte> text = label[3..];
        if (TryReadIPv4(text, address))
        {
            octets = 4;
            return true;
        }

        octets = 16;
        return TryReadIPv6(text, address);
    }

    private static bool TryReadIPv4(ReadOnlySpan<byte> text, Span<byte> address)
    {
        int part = 0;
        int value = -1;
        foreach (byte character in text)
        {
            if (character == (byte)'-')
            {
                if (value < 0 || part == 3)
                    return false;
                address[part++] = (byte)value;
                value = -1;
                continue;
            }

            // No leading zeros: an address has one spelling.
            if (character is < (byte)'0' or > (byte)'9' || value == 0)
                return false;
            value = (Math.Max(value, 0) * 10) + (character - '0');
            if (value > byte.MaxValue)
                return false;
        }

        if (part != 3 || value < 0)
            return false;
        address[3] = (byte)value;
        return true;
    }

    /// <summary>Reads groups of hexadecimal digits, one run of which may be left out as a double hyphen (RFC 4291 §2.2).</summary>
    private static bool TryReadIPv6(ReadOnlySpan<byte> text, Span<byte> address)
    {
        Span<ushort> groups = stackalloc ushort[8];
        int count = 0;
        int gap = -1;
        int i = 0;
        if (text.StartsWith("--"u8))
        {
            gap = 0;
            i = 2;
        }

        while (i < text.Length)
        {
            if (count == groups.Length || !TryReadGroup(text, ref i, out groups[count]))
                return false;

            count++;
            if (i == text.Length)
                break;
            if (text[i++] != (byte)'-' || i == text.Length)
                return false;
            if (text[i] != (byte)'-')
                continue;
            if (gap >= 0)
                return false;
            gap = count;
            i++;
        }

        return gap >= 0
            ? count < groups.Length && Spread(groups[..count], gap, address)
            : count == groups.Length && Spread(groups, count, address);
    }

    private static bool TryReadGroup(ReadOnlySpan<byte> text, ref int i, out ushort group)
    {
        int value = 0;
        int digits = 0;
        for (; i < text.Length && text[i] != (byte)'-'; i++, digits++)
        {
            int digit = HexDigit(text[i]);
            if (digit < 0 || digits == 4)
            {
                group = 0;
                return false;
            }

            value = (value << 4) | digit;
        }

        group = (ushort)value;
        return digits > 0;
    }

    private static int HexDigit(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
        _ => -1,
    };

    /// <summary>Puts the groups before the gap at the front, and those behind it at the end.</summary>
    private static bool Spread(ReadOnlySpan<ushort> groups, int gap, Span<byte> address)
    {
        address[..16].Clear();
        for (int i = 0; i < groups.Length; i++)
        {
            int position = i < gap ? i : 8 - groups.Length + i;
            address[2 * position] = (byte)(groups[i] >> 8);
            address[(2 * position) + 1] = (byte)groups[i];
        }

        return true;
    }
}
