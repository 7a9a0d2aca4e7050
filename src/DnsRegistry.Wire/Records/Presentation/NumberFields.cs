using System.Buffers.Binary;
using System.Globalization;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>Fields that are numbers: decimal in presentation form, network order on the wire.</summary>
internal static class NumberFields
{
    internal static bool UInt8(this RdataFields fields, string what) =>
        fields.TryTakeNumber(what, byte.MaxValue, out uint value) && fields.Append([(byte)value]);

    internal static bool UInt16(this RdataFields fields, string what) =>
        fields.TryTakeNumber(what, ushort.MaxValue, out uint value) && fields.AppendUInt16((ushort)value);

    internal static bool UInt32(this RdataFields fields, string what) =>
        fields.TryTakeNumber(what, uint.MaxValue, out uint value) && fields.AppendUInt32(value);

    /// <summary>Seconds, with or without units.</summary>
    internal static bool Duration(this RdataFields fields, string what)
    {
        if (!fields.TryTake(what, out PresentationToken token))
            return false;

        return DurationText.TryParse(token.Text, out uint seconds)
            ? fields.AppendUInt32(seconds)
            : fields.Fail($"the {what} wants seconds or a form like 1h30m, not '{token.Text}'");
    }

    /// <summary>A number, or a word that stands for one.</summary>
    /// <param name="fields">The words.</param>
    /// <param name="what">The field, for messages.</param>
    /// <param name="max">The largest number.</param>
    /// <param name="numberOf">The number of a mnemonic in upper case; null when it is none.</param>
    /// <param name="value">The number.</param>
    internal static bool TryTakeMnemonic(
        this RdataFields fields, string what, uint max, Func<string, uint?> numberOf, out uint value)
    {
        value = 0;
        if (fields.HasMore && numberOf(fields.Peek.Text.ToUpperInvariant()) is uint known)
        {
            value = known;
            return fields.TryTake(what, out _);
        }

        return fields.TryTakeNumber(what, max, out value);
    }

    internal static bool TryTakeNumber(this RdataFields fields, string what, uint max, out uint value)
    {
        value = 0;
        if (!fields.TryTake(what, out PresentationToken token))
            return false;

        return uint.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= max
            || fields.Fail(string.Create(CultureInfo.InvariantCulture, $"the {what} wants a number up to {max}, not '{token.Text}'"));
    }

    internal static bool AppendUInt16(this RdataFields fields, ushort value)
    {
        Span<byte> octets = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(octets, value);
        return fields.Append(octets);
    }

    internal static bool AppendUInt32(this RdataFields fields, uint value)
    {
        Span<byte> octets = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return fields.Append(octets);
    }
}
