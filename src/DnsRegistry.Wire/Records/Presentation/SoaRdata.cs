namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>SOA (RFC 1035 §3.3.13).</summary>
internal static class SoaRdata
{
    internal static bool Read(RdataFields fields) =>
        fields.CompressibleName("primary server")
        && fields.CompressibleName("mailbox")
        && fields.UInt32("serial")
        && fields.Duration("refresh interval")
        && fields.Duration("retry interval")
        && fields.Duration("expire interval")
        && fields.Duration("minimum");
}
