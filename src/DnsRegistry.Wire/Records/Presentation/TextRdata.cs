namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>
/// TXT and SPF (RFC 1035 §3.3.14, RFC 7208 §3.1): one or more character-strings. HINFO (RFC 1035 §3.3.2): exactly two.
/// </summary>
internal static class TextRdata
{
    internal static bool ReadStrings(RdataFields fields)
    {
        if (!fields.CharacterString("text"))
            return false;

        while (fields.HasMore)
        {
            if (!fields.CharacterString("text"))
                return false;
        }

        return true;
    }

    internal static bool ReadHInfo(RdataFields fields) => fields.CharacterString("CPU") && fields.CharacterString("OS");
}
