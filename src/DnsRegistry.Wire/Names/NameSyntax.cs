using System.Globalization;
using System.Text;

namespace DnsRegistry.Wire.Names;

/// <summary>The two notations of a domain name: wire form (RFC 1035 §3.1) and presentation form (§5.1).</summary>
public static class NameSyntax
{
    /// <summary>Whether the octets are exactly one uncompressed name.</summary>
    public static bool IsWholeName(ReadOnlySpan<byte> wire)
    {
        if (wire.Length is 0 or > DomainName.MaxOctets)
            return false;

        int offset = 0;
        while (offset < wire.Length && wire[offset] != 0)
        {
            if (wire[offset] > DomainName.MaxLabelOctets)
                return false;
            offset += wire[offset] + 1;
        }

        return offset == wire.Length - 1;
    }

    /// <summary>Reads presentation form into wire form; letter case stays as written.</summary>
    /// <param name="text">The text; with no closing dot it is completed by <paramref name="origin"/>.</param>
    /// <param name="origin">The wire form of the origin.</param>
    /// <param name="wire">Where the wire form goes; 255 octets are enough.</param>
    /// <param name="length">Octets written.</param>
    /// <param name="fault">Why the text was refused.</param>
    public static bool TryReadText(
        ReadOnlySpan<char> text, ReadOnlySpan<byte> origin, Span<byte> wire, out int length, out NameFault fault)
    {
        length = 0;
        fault = NameFault.None;
        if (text.IsEmpty)
            return Refuse(NameFault.Empty, out fault);

        if (text is ".")
        {
            wire[0] = 0;
            length = 1;
            return true;
        }

        int labelStart = 0;
        int end = 1;
        for (int i = 0; i < text.Length;)
        {
            if (text[i] == '.')
            {
                if (end == labelStart + 1)
                    return Refuse(NameFault.EmptyLabel, out fault);

                wire[labelStart] = (byte)(end - labelStart - 1);
                labelStart = end++;
                i++;
                continue;
            }

            int used = ReadCharacter(text[i..], out byte octet, out fault);
            if (used == 0)
                return false;
            if (end - labelStart > DomainName.MaxLabelOctets)
                return Refuse(NameFault.LabelTooLong, out fault);
            if (end >= DomainName.MaxOctets)
                return Refuse(NameFault.NameTooLong, out fault);

            wire[end++] = octet;
            i += used;
        }

        bool isAbsolute = end == labelStart + 1;
        if (!isAbsolute)
        {
            wire[labelStart] = (byte)(end - labelStart - 1);
            labelStart = end;
        }

        ReadOnlySpan<byte> tail = isAbsolute ? [0] : origin;
        if (labelStart + tail.Length > DomainName.MaxOctets)
            return Refuse(NameFault.NameTooLong, out fault);

        tail.CopyTo(wire[labelStart..]);
        length = labelStart + tail.Length;
        return true;
    }

    /// <summary>Appends the presentation form of one whole wire-form name, closing dot included.</summary>
    public static void AppendText(StringBuilder text, ReadOnlySpan<byte> wire)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (wire[0] == 0)
        {
            text.Append('.');
            return;
        }

        for (int offset = 0; wire[offset] != 0; offset += wire[offset] + 1)
        {
            AppendLabel(text, wire.Slice(offset + 1, wire[offset]));
            text.Append('.');
        }
    }

    private static void AppendLabel(StringBuilder text, ReadOnlySpan<byte> label)
    {
        foreach (byte octet in label)
        {
            if (octet is (byte)'.' or (byte)'\\' or (byte)'"' or (byte)';' or (byte)'(' or (byte)')' or (byte)'@' or (byte)'$')
                text.Append('\\').Append((char)octet);
            else if (octet is > 0x20 and < 0x7F)
                text.Append((char)octet);
            else
                text.Append('\\').Append(octet.ToString("D3", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Reads one character or escape.</summary>
    /// <returns>Characters used, 0 when refused.</returns>
    private static int ReadCharacter(ReadOnlySpan<char> text, out byte octet, out NameFault fault)
    {
        octet = 0;
        fault = NameFault.None;
        if (text[0] > 0x7F)
        {
            fault = NameFault.NotAscii;
            return 0;
        }

        if (text[0] != '\\')
        {
            octet = (byte)text[0];
            return 1;
        }

        fault = NameFault.BadEscape;
        if (text.Length < 2 || text[1] > 0x7F)
            return 0;

        if (!char.IsAsciiDigit(text[1]))
        {
            octet = (byte)text[1];
            fault = NameFault.None;
            return 2;
        }

        if (text.Length < 4 || !byte.TryParse(text.Slice(1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out octet))
            return 0;

        fault = NameFault.None;
        return 4;
    }

    private static bool Refuse(NameFault why, out NameFault fault)
    {
        fault = why;
        return false;
    }
}
