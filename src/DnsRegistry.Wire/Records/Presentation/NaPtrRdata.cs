namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>NAPTR (RFC 3403 §4.1).</summary>
internal static class NaPtrRdata
{
    internal static bool Read(RdataFields fields) =>
        fields.UInt16("order")
        && fields.UInt16("preference")
        && fields.CharacterString("flags")
        && fields.CharacterString("services")
        && fields.CharacterString("regular expression")
        && fields.Name("replacement");
}
