using System.Text.RegularExpressions;

namespace DnsRegistry.EndToEnd.Tests.Clients;

/// <summary>One response as dig shows it; records are <c>owner ttl type data</c> in small letters, in no order.</summary>
internal sealed partial record DigReply(string Rcode, string Flags, string ExtendedError, ILookup<string, string> Records)
{
    /// <summary>Reads what dig has printed for several questions: one for each, null where nothing came back.</summary>
    public static IReadOnlyList<DigReply?> ReadAll(IEnumerable<string> lines)
    {
        List<DigReply?> replies = [];
        List<string> current = [];
        foreach (string line in lines)
        {
            if (line.StartsWith(";; Got answer", StringComparison.Ordinal))
                Close(replies, current);
            if (line.StartsWith(";; no servers could be reached", StringComparison.Ordinal))
            {
                Close(replies, current);
                replies.Add(null);
            }
            else
            {
                current.Add(line);
            }
        }

        Close(replies, current);
        return replies;
    }

    /// <summary>A record as it is compared.</summary>
    public static string RecordOf(params ReadOnlySpan<string> parts) => string.Join(' ', parts).ToLowerInvariant();

    private static void Close(List<DigReply?> replies, List<string> lines)
    {
        if (lines.Exists(line => line.StartsWith(";; Got answer", StringComparison.Ordinal)))
            replies.Add(Read(lines));
        lines.Clear();
    }

    private static DigReply Read(List<string> lines)
    {
        string all = string.Join('\n', lines);
        List<(string Section, string Record)> records = [];
        string section = "";
        foreach (string line in lines)
        {
            if (SectionPattern().Match(line) is { Success: true } opened)
                section = opened.Groups[1].Value.ToLowerInvariant();
            else if (line.Length > 0 && line[0] != ';')
                records.Add((section, RecordIn(line)));
        }

        return new DigReply(
            StatusPattern().Match(all).Groups[1].Value,
            FlagsPattern().Match(all).Groups[1].Value,
            ErrorPattern().Match(all) is { Success: true } error ? $"{error.Groups[1].Value} {error.Groups[2].Value}" : "",
            records.ToLookup(record => record.Section, record => record.Record));
    }

    private static string RecordIn(string line)
    {
        // owner, TTL, class, type, data
        string[] fields = line.Split((char[])[' ', '\t'], 5, StringSplitOptions.RemoveEmptyEntries);
        return RecordOf(fields[0], fields[1], fields[3], fields[4]);
    }

    [GeneratedRegex("^;; (ANSWER|AUTHORITY|ADDITIONAL) SECTION:")]
    private static partial Regex SectionPattern();

    [GeneratedRegex("status: ([A-Z]+)")]
    private static partial Regex StatusPattern();

    [GeneratedRegex("^;; flags: ([a-z ]*);", RegexOptions.Multiline)]
    private static partial Regex FlagsPattern();

    [GeneratedRegex(@"^; EDE: (\d+) \([^)]*\)(?:: \((.*)\))?$", RegexOptions.Multiline)]
    private static partial Regex ErrorPattern();
}
