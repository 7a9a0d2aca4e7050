namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>CERT (RFC 4398 §2).</summary>
internal static class CertRdata
{
    internal static bool Read(RdataFields fields) =>
        fields.TryTakeMnemonic("certificate type", ushort.MaxValue, TypeOf, out uint type)
        && fields.AppendUInt16((ushort)type)
        && fields.UInt16("key tag")
        && fields.Algorithm()
        && fields.Base64ToEnd("certificate");

    private static uint? TypeOf(string mnemonic) => mnemonic switch
    {
        "PKIX" => 1,
        "SPKI" => 2,
        "PGP" => 3,
        "IPKIX" => 4,
        "ISPKI" => 5,
        "IPGP" => 6,
        "ACPKIX" => 7,
        "IACPKIX" => 8,
        "URI" => 253,
        "OID" => 254,
        _ => null,
    };
}
