using System.Globalization;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>RRSIG (RFC 4034 §3).</summary>
internal static class SignatureRdata
{
    private const string TimeFormat = "yyyyMMddHHmmss";

    internal static bool Read(RdataFields fields) =>
        ReadTypeCovered(fields)
        && fields.Algorithm()
        && fields.UInt8("number of labels")
        && fields.Duration("original TTL")
        && ReadTime(fields, "signature expiration")
        && ReadTime(fields, "signature inception")
        && fields.UInt16("key tag")
        && fields.Name("signer's name")
        && fields.Base64ToEnd("signature");

    private static bool ReadTypeCovered(RdataFields fields)
    {
        if (!fields.TryTake("type covered", out PresentationToken token))
            return false;

        return RecordTypeName.TryParse(token.Text, out RecordType type)
            ? fields.AppendUInt16((ushort)type)
            : fields.Fail($"'{token.Text}' is not a record type");
    }

    /// <summary>YYYYMMDDHHmmSS in UTC, or seconds since 1970 (RFC 4034 §3.2); 32 bits that wrap.</summary>
    private static bool ReadTime(RdataFields fields, string what)
    {
        if (!fields.TryTake(what, out PresentationToken token))
            return false;

        if (token.Text.Length != TimeFormat.Length)
        {
            return uint.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out uint seconds)
                ? fields.AppendUInt32(seconds)
                : fields.Fail($"the {what} wants YYYYMMDDHHmmSS or seconds, not '{token.Text}'");
        }

        return DateTimeOffset.TryParseExact(
            token.Text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? fields.AppendUInt32(unchecked((uint)time.ToUnixTimeSeconds()))
            : fields.Fail($"the {what} '{token.Text}' is not a moment in time");
    }
}
