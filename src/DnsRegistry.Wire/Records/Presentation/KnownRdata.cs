using DnsRegistry.Wire.Names;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>
/// What is known of a type's wire form, so that RDATA given as octets is the same as RDATA given as words: names
/// lower-cased and compressible where that is allowed (RFC 3597 §4 and §5).
/// </summary>
internal static class KnownRdata
{
    /// <summary>Checks the octets and appends them.</summary>
    /// <returns><see langword="false"/> when they cannot be RDATA of this type; octets of an unknown type always can.</returns>
    internal static bool TryAppend(RdataFields fields, RecordType type, byte[] octets)
    {
        (int before, int names, int least, int most) = LayoutOf(type, octets);
        int offset = before;
        if (octets.Length < before)
            return false;

        fields.Append(octets.AsSpan(0, before));
        for (int i = 0; i < names; i++)
        {
            int length = NameLength(octets.AsSpan(offset));
            if (length == 0)
                return false;

            Span<byte> name = octets.AsSpan(offset, length);
            LetterCase.ToLower(name);
            if (type is RecordType.NS or RecordType.CName or RecordType.Ptr or RecordType.MX or RecordType.Soa)
                fields.MarkCompressible();

            fields.Append(name);
            offset += length;
        }

        int rest = octets.Length - offset;
        return rest >= least && rest <= most && fields.Append(octets.AsSpan(offset));
    }

    /// <summary>Octets before the first name, names, and how many octets may follow them.</summary>
    private static (int Before, int Names, int Least, int Most) LayoutOf(RecordType type, byte[] octets) => type switch
    {
        RecordType.A => (0, 0, AddressRdata.IPv4Octets, AddressRdata.IPv4Octets),
        RecordType.Aaaa => (0, 0, AddressRdata.IPv6Octets, AddressRdata.IPv6Octets),
        RecordType.Eui48 => (0, 0, EuiRdata.Eui48Octets, EuiRdata.Eui48Octets),
        RecordType.Eui64 => (0, 0, EuiRdata.Eui64Octets, EuiRdata.Eui64Octets),
        RecordType.Loc => (0, 0, 16, 16),
        RecordType.NS or RecordType.CName or RecordType.Ptr or RecordType.DName => (0, 1, 0, 0),
        RecordType.Soa => (0, 2, 20, 20),
        RecordType.RP => (0, 2, 0, 0),
        RecordType.MX or RecordType.AfsDb or RecordType.KX => (2, 1, 0, 0),
        RecordType.Srv => (6, 1, 0, 0),
        RecordType.Svcb or RecordType.Https => (2, 1, 0, ushort.MaxValue),
        RecordType.NaPtr => (BeforeReplacement(octets), 1, 0, 0),
        RecordType.RrSig => (18, 1, 1, ushort.MaxValue),
        RecordType.NSec => (0, 1, 0, ushort.MaxValue),
        RecordType.Txt or RecordType.Spf or RecordType.HInfo => (0, 0, AreStrings(octets) ? 1 : int.MaxValue, ushort.MaxValue),
        _ => (0, 0, 0, ushort.MaxValue),
    };

    private static int NameLength(ReadOnlySpan<byte> from)
    {
        int end = 0;
        while (end < from.Length && from[end] is > 0 and <= DomainName.MaxLabelOctets)
            end += from[end] + 1;
        return end < Math.Min(from.Length, DomainName.MaxOctets) && from[end] == 0 ? end + 1 : 0;
    }

    /// <summary>Octets of NAPTR before its name: two numbers and three character-strings.</summary>
    private static int BeforeReplacement(ReadOnlySpan<byte> octets)
    {
        int offset = 4;
        for (int i = 0; i < 3; i++)
            offset += offset < octets.Length ? octets[offset] + 1 : 1;
        return offset;
    }

    private static bool AreStrings(ReadOnlySpan<byte> octets)
    {
        int offset = 0;
        while (offset < octets.Length)
            offset += octets[offset] + 1;
        return offset == octets.Length;
    }
}
