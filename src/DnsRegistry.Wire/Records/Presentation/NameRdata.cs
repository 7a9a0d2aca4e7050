namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>Types that are names and nothing else.</summary>
internal static class NameRdata
{
    /// <summary>NS, CNAME and PTR (RFC 1035 §3.3): a name that may be compressed.</summary>
    internal static bool ReadCompressible(RdataFields fields) => fields.CompressibleName("name");

    /// <summary>DNAME (RFC 6672 §2.1): the target is never compressed (§2.5).</summary>
    internal static bool ReadDName(RdataFields fields) => fields.Name("target");

    /// <summary>RP (RFC 1183 §2.2): a mailbox and the name of a TXT record.</summary>
    internal static bool ReadResponsiblePerson(RdataFields fields) => fields.Name("mailbox") && fields.Name("TXT name");
}
