namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>CAA (RFC 8659 §4.1): flags, a tag of letters and digits, and the value as the rest of the RDATA.</summary>
internal static class CaaRdata
{
    internal static bool Read(RdataFields fields)
    {
        if (!fields.UInt8("flags") || !fields.TryTake("tag", out PresentationToken tag))
            return false;

        if (tag.Text.Length is 0 or > byte.MaxValue || !tag.Text.All(char.IsAsciiLetterOrDigit))
            return fields.Fail($"the tag '{tag.Text}' wants letters and digits (RFC 8659 §4.1)");

        return fields.AppendString(System.Text.Encoding.ASCII.GetBytes(tag.Text))
            && fields.TryTakeOctets("value", out byte[] value)
            && fields.Append(value);
    }
}
