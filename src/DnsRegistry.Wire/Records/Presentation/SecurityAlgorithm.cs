namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>DNSSEC algorithm numbers by mnemonic (IANA registry "DNS Security Algorithm Numbers", RFC 4034 appendix A.1).</summary>
internal static class SecurityAlgorithm
{
    /// <summary>An algorithm field: a number or a mnemonic.</summary>
    internal static bool Algorithm(this RdataFields fields) =>
        fields.TryTakeMnemonic("algorithm", byte.MaxValue, NumberOf, out uint value) && fields.Append([(byte)value]);

    private static uint? NumberOf(string mnemonic) => mnemonic switch
    {
        "DELETE" => 0,
        "RSAMD5" => 1,
        "DH" => 2,
        "DSA" => 3,
        "RSASHA1" => 5,
        "DSA-NSEC3-SHA1" => 6,
        "RSASHA1-NSEC3-SHA1" => 7,
        "RSASHA256" => 8,
        "RSASHA512" => 10,
        "ECC-GOST" => 12,
        "ECDSAP256SHA256" => 13,
        "ECDSAP384SHA384" => 14,
        "ED25519" => 15,
        "ED448" => 16,
        "INDIRECT" => 252,
        "PRIVATEDNS" => 253,
        "PRIVATEOID" => 254,
        _ => null,
    };
}
