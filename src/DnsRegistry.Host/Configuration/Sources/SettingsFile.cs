using System.Text;
using System.Text.Json;

namespace DnsRegistry.Host.Configuration.Sources;

/// <summary>Reads a configuration file. Comments and trailing commas are welcome; every value knows its line and column.</summary>
/// <param name="path">The file as the operator named it.</param>
/// <param name="octets">What it holds, without a byte order mark.</param>
/// <param name="faults">Takes what is wrong with it.</param>
internal sealed class SettingsFile(string path, ReadOnlyMemory<byte> octets, ICollection<SettingFault> faults)
{
    private const int MaxDepth = 16;

    /// <summary>Reads a file from disk.</summary>
    /// <returns>Null when nothing of it can be used; the reason is among the faults.</returns>
    public static SettingSection? Read(string path, ICollection<SettingFault> faults)
    {
        try
        {
            ReadOnlyMemory<byte> octets = File.ReadAllBytes(path);
            if (octets.Span.StartsWith(Encoding.UTF8.Preamble))
                octets = octets[Encoding.UTF8.Preamble.Length..];
            return new SettingsFile(path, octets, faults).Read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            faults.Add(new SettingFault(path, null, $"cannot be read: {exception.Message}"));
            return null;
        }
    }

    /// <summary>Reads the whole text.</summary>
    /// <returns>Null when it is not a JSON object.</returns>
    public SettingSection? Read()
    {
        try
        {
            var reader = new Utf8JsonReader(octets.Span, new JsonReaderOptions
            {
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
                MaxDepth = MaxDepth,
            });
            reader.Read();
            SettingNode root = ReadNode(ref reader);
            reader.Read();
            if (root is SettingSection section)
                return section;

            faults.Add(new SettingFault(root.Origin, null, "the configuration must be a JSON object"));
        }
        catch (JsonException exception)
        {
            faults.Add(new SettingFault(OriginOf(exception), null, $"not valid JSON: {ReasonOf(exception)}"));
        }

        return null;
    }

    private SettingNode ReadNode(ref Utf8JsonReader reader)
    {
        string origin = OriginAt(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadSection(ref reader, origin);
            case JsonTokenType.StartArray:
                var items = new List<SettingNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(ReadNode(ref reader));
                return new SettingList(origin, items);
            case JsonTokenType.String:
                return new SettingValue(origin, SettingKind.Text, reader.GetString()!);
            case JsonTokenType.Number:
                return new SettingValue(origin, SettingKind.Number, Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True or JsonTokenType.False:
                return new SettingValue(origin, SettingKind.Boolean, reader.GetBoolean() ? "true" : "false");
            default:
                return new SettingValue(origin, SettingKind.Null, "null");
        }
    }

    private SettingSection ReadSection(ref Utf8JsonReader reader, string origin)
    {
        var entries = new List<SettingEntry>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            string nameOrigin = OriginAt(reader.TokenStartIndex);
            if (entries.Exists(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                faults.Add(new SettingFault(nameOrigin, null, $"'{name}' is given twice"));

            reader.Read();
            entries.Add(new SettingEntry(name, nameOrigin, ReadNode(ref reader)));
        }

        return new SettingSection(origin, entries);
    }

    private string OriginOf(JsonException exception)
    {
        int offset = 0;
        for (long line = exception.LineNumber ?? 0; line > 0; line--)
            offset += octets.Span[offset..].IndexOf((byte)'\n') + 1;
        return OriginAt(Math.Min(offset + (exception.BytePositionInLine ?? 0), octets.Length));
    }

    /// <summary>The position of an octet, counted in lines and characters from 1 as editors do.</summary>
    private string OriginAt(long offset)
    {
        ReadOnlySpan<byte> before = octets.Span[..(int)offset];
        int line = before.Count((byte)'\n') + 1;
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return $"{path}:{line}:{column}";
    }

    /// <summary>What the parser says, without the position, which it counts from 0.</summary>
    private static string ReasonOf(JsonException exception)
    {
        int position = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (position < 0 ? exception.Message : exception.Message[..position]).TrimEnd('.');
    }
}
