namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>A number and the name of a host: MX (RFC 1035 §3.3.9), AFSDB (RFC 1183 §1), KX (RFC 2230 §3.1).</summary>
internal static class PreferenceRdata
{
    internal static bool ReadMX(RdataFields fields) => fields.UInt16("preference") && fields.CompressibleName("exchange");

    internal static bool ReadAfsDb(RdataFields fields) => fields.UInt16("subtype") && fields.Name("host");

    internal static bool ReadKX(RdataFields fields) => fields.UInt16("preference") && fields.Name("exchanger");
}
