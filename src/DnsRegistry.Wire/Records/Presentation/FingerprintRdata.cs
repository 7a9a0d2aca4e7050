namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>
/// Types that pin a key or certificate: SSHFP (RFC 4255 §3.1), TLSA (RFC 6698 §2.1), SMIMEA (RFC 8162 §2), OPENPGPKEY
/// (RFC 7929 §2).
/// </summary>
internal static class FingerprintRdata
{
    internal static bool ReadSshFp(RdataFields fields) =>
        fields.UInt8("algorithm") && fields.UInt8("fingerprint type") && fields.HexToEnd("fingerprint");

    internal static bool ReadTlsa(RdataFields fields) =>
        fields.UInt8("certificate usage")
        && fields.UInt8("selector")
        && fields.UInt8("matching type")
        && fields.HexToEnd("certificate association data");

    internal static bool ReadOpenPgpKey(RdataFields fields) => fields.Base64ToEnd("key");
}
