using System.Collections.Frozen;
using System.Globalization;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>Mnemonics of RR types, and the form <c>TYPE731</c> that every type has (RFC 3597 §5).</summary>
public static class RecordTypeName
{
    private const string NumberedPrefix = "TYPE";

    // The members of RecordType are the IANA mnemonics in another letter case.
    private static readonly FrozenDictionary<RecordType, string> s_names = Enum.GetValues<RecordType>()
        .Where(type => type != RecordType.None)
        .ToFrozenDictionary(type => type, type => type.ToString().ToUpperInvariant());

    private static readonly FrozenDictionary<string, RecordType>.AlternateLookup<ReadOnlySpan<char>> s_types =
        s_names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads a mnemonic or <c>TYPE</c> with a number, in any letter case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out RecordType type)
    {
        if (s_types.TryGetValue(text, out type))
            return true;

        if (!text.StartsWith(NumberedPrefix, StringComparison.OrdinalIgnoreCase)
            || !ushort.TryParse(text[NumberedPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
        {
            return false;
        }

        type = (RecordType)number;
        return true;
    }

    /// <summary>The mnemonic, or <c>TYPE</c> with the number for a type without one.</summary>
    public static string ToMnemonic(this RecordType type) => s_names.TryGetValue(type, out string? name)
        ? name
        : string.Create(CultureInfo.InvariantCulture, $"{NumberedPrefix}{(ushort)type}");

    /// <summary>
    /// Whether records of this type can stand in a zone. Type 0, OPT and 128 to 255 are for messages and questions only
    /// (RFC 6895 §3.1).
    /// </summary>
    public static bool IsData(this RecordType type) =>
        type is not (RecordType.None or RecordType.Opt) and (< (RecordType)128 or > (RecordType)255);
}
