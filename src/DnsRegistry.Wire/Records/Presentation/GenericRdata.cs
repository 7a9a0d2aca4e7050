using System.Globalization;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>RDATA of any type as <c>\# length hexadecimal</c> (RFC 3597 §5).</summary>
internal static class GenericRdata
{
    /// <summary>The word that announces this form.</summary>
    internal const string Mark = @"\#";

    internal static bool Read(RdataFields fields, RecordType type)
    {
        fields.TryTake("mark", out _);
        if (!fields.TryTakeNumber("length", ushort.MaxValue, out uint length))
            return false;

        string digits = "";
        if (fields.HasMore && !fields.TryJoinToEnd("data", out digits))
            return false;
        if (!BinaryFields.TryDecodeHex(digits, out byte[] octets) || digits.Length % 2 != 0)
            return fields.Fail("the data wants pairs of hexadecimal digits");
        if (octets.Length != length)
            return fields.Fail(string.Create(CultureInfo.InvariantCulture, $"{length} octets were announced, {octets.Length} are given"));

        return KnownRdata.TryAppend(fields, type, octets)
            || fields.Fail($"these octets are not the RDATA of {type.ToMnemonic()}");
    }
}
