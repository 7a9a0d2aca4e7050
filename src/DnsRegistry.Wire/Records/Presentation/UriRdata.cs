namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>URI (RFC 7553 §4): the target is the rest of the RDATA, without a length octet.</summary>
internal static class UriRdata
{
    internal static bool Read(RdataFields fields)
    {
        if (!fields.UInt16("priority") || !fields.UInt16("weight") || !fields.TryTakeOctets("target", out byte[] target))
            return false;

        return target.Length == 0 ? fields.Fail("the target is empty (RFC 7553 §4.4)") : fields.Append(target);
    }
}
