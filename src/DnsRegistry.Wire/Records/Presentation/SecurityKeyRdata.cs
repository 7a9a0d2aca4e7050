namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>DS and CDS (RFC 4034 §5, RFC 7344 §3.1), DNSKEY and CDNSKEY (RFC 4034 §2, RFC 7344 §3.2): plain data here.</summary>
internal static class SecurityKeyRdata
{
    internal static bool ReadDS(RdataFields fields) =>
        fields.UInt16("key tag") && fields.Algorithm() && fields.UInt8("digest type") && fields.HexToEnd("digest");

    internal static bool ReadDnsKey(RdataFields fields) =>
        fields.UInt16("flags") && fields.UInt8("protocol") && fields.Algorithm() && fields.Base64ToEnd("public key");
}
