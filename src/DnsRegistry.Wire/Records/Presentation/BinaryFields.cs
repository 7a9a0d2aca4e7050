using System.Text;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>Fields that are octets written in hexadecimal or Base64, over one or more words.</summary>
internal static class BinaryFields
{
    /// <summary>All words that are left, hexadecimal.</summary>
    internal static bool HexToEnd(this RdataFields fields, string what) =>
        fields.TryJoinToEnd(what, out string text) && fields.AppendHex(what, text);

    /// <summary>All words that are left, Base64 (RFC 4648 §4).</summary>
    internal static bool Base64ToEnd(this RdataFields fields, string what)
    {
        if (!fields.TryJoinToEnd(what, out string text))
            return false;

        byte[] octets = new byte[text.Length];
        return Convert.TryFromBase64String(text, octets, out int length)
            ? fields.Append(octets.AsSpan(0, length))
            : fields.Fail($"the {what} is not Base64");
    }

    /// <summary>Appends the octets of hexadecimal digits.</summary>
    internal static bool AppendHex(this RdataFields fields, string what, string digits) =>
        TryDecodeHex(digits, out byte[] octets)
            ? fields.Append(octets)
            : fields.Fail($"the {what} wants pairs of hexadecimal digits");

    internal static bool TryDecodeHex(string digits, out byte[] octets)
    {
        octets = new byte[digits.Length / 2];
        return Convert.FromHexString(digits, octets, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    /// <summary>All words that are left as one, at least one.</summary>
    internal static bool TryJoinToEnd(this RdataFields fields, string what, out string text)
    {
        text = "";
        if (!fields.TryTake(what, out PresentationToken token))
            return false;

        var joined = new StringBuilder(token.Text);
        while (fields.HasMore && fields.TryTake(what, out token))
            joined.Append(token.Text);

        text = joined.ToString();
        return true;
    }
}
