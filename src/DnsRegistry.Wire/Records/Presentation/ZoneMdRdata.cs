namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>ZONEMD (RFC 8976 §2.2).</summary>
internal static class ZoneMdRdata
{
    private const int FixedOctets = 6;
    private const int MinDigestOctets = 12;

    internal static bool Read(RdataFields fields)
    {
        bool isRead = fields.UInt32("serial")
            && fields.UInt8("scheme")
            && fields.UInt8("hash algorithm")
            && fields.HexToEnd("digest");
        if (!isRead)
            return false;

        return fields.Length >= FixedOctets + MinDigestOctets
            || fields.Fail("the digest has fewer than 12 octets (RFC 8976 §2.2.4)");
    }
}
