using DnsRegistry.Wire.Names;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>Fields that are names or texts.</summary>
internal static class TextFields
{
    private const int MaxStringOctets = 255;

    /// <summary>A domain name, completed by the origin when it has no closing dot, lower-cased, never compressed.</summary>
    internal static bool Name(this RdataFields fields, string what)
    {
        if (!fields.TryTake(what, out PresentationToken token))
            return false;

        return DomainName.TryParse(token.Text, fields.Origin, out DomainName? name, out NameFault fault)
            ? fields.Append(name.Wire)
            : fields.Fail($"the {what} '{token.Text}' is not a domain name: {fault.Describe()}");
    }

    /// <summary>A domain name of a type whose names a writer may compress.</summary>
    internal static bool CompressibleName(this RdataFields fields, string what)
    {
        fields.MarkCompressible();
        return fields.Name(what);
    }

    /// <summary>A character-string: a length octet and up to 255 octets (RFC 1035 §3.3).</summary>
    internal static bool CharacterString(this RdataFields fields, string what)
    {
        if (!fields.TryTakeOctets(what, out byte[] octets))
            return false;

        return octets.Length > MaxStringOctets
            ? fields.Fail($"the {what} has more than {MaxStringOctets} octets")
            : fields.AppendString(octets);
    }

    /// <summary>A word with its escapes resolved.</summary>
    internal static bool TryTakeOctets(this RdataFields fields, string what, out byte[] octets)
    {
        octets = [];
        if (!fields.TryTake(what, out PresentationToken token))
            return false;

        return EscapedText.TryDecode(token.Text, out octets)
            || fields.Fail($"a backslash in the {what} wants a character or three digits up to 255 behind it");
    }

    /// <summary>Appends a length octet and that many octets; at most 255.</summary>
    internal static bool AppendString(this RdataFields fields, ReadOnlySpan<byte> octets) =>
        fields.Append([(byte)octets.Length]) && fields.Append(octets);
}
