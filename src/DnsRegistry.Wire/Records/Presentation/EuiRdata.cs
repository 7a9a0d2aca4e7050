namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>EUI48 and EUI64 (RFC 7043): hexadecimal octets joined by hyphens.</summary>
internal static class EuiRdata
{
    internal const int Eui48Octets = 6;
    internal const int Eui64Octets = 8;

    internal static bool Read(RdataFields fields, int count)
    {
        if (!fields.TryTake("address", out PresentationToken token))
            return false;

        string[] parts = token.Text.Split('-');
        bool isRightShape = parts.Length == count && parts.All(part => part.Length == 2);
        return isRightShape && BinaryFields.TryDecodeHex(string.Concat(parts), out byte[] octets)
            ? fields.Append(octets)
            : fields.Fail($"'{token.Text}' is not {count} octets like 00-1a (RFC 7043)");
    }
}
