namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>SRV (RFC 2782); its target is never compressed.</summary>
internal static class SrvRdata
{
    internal static bool Read(RdataFields fields) =>
        fields.UInt16("priority") && fields.UInt16("weight") && fields.UInt16("port") && fields.Name("target");
}
