using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records.Presentation;

namespace DnsRegistry.Zones.Static.MasterFile;

/// <summary>Carries out the entries of a file and of those that it includes, and collects records and faults.</summary>
internal sealed class MasterFileInterpreter
{
    /// <summary>Files within files. Deeper is a mistake more likely than a wish.</summary>
    private const int MaxIncludeDepth = 10;

    private readonly Stack<string> _open = new();

    /// <summary>The records so far, in the order of the text.</summary>
    internal List<MasterFileRecord> Records { get; } = [];

    /// <summary>The faults so far, in the order of the text.</summary>
    internal List<ZoneFileFault> Faults { get; } = [];

    /// <summary>Reads one text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Its file; includes are relative to it.</param>
    /// <param name="state">What it begins with.</param>
    internal void Read(string text, string file, MasterFileState state)
    {
        _open.Push(Path.GetFullPath(file));
        var records = new RecordEntryReader(file, Faults);
        var tokenizer = new MasterFileTokenizer(
            text, (line, column, message) => Faults.Add(new ZoneFileFault(file, line, column, message)));

        while (tokenizer.TryRead(out MasterFileEntry? entry))
        {
            bool isDirective = entry!.First is { IsQuoted: false, Text: ['$', ..] } && !entry.StartsWithBlank;
            if (isDirective)
                Obey(entry, file, ref state);
            else if (records.Read(entry, ref state) is MasterFileRecord record)
                Records.Add(record);
        }

        _open.Pop();
    }

    private void Obey(MasterFileEntry entry, string file, ref MasterFileState state)
    {
        string directive = entry.First.Text.ToUpperInvariant();
        (int least, int most) = directive == "$INCLUDE" ? (2, 3) : (2, 2);
        string? fault = directive switch
        {
            "$GENERATE" => "$GENERATE is not read here: write the records out",
            not ("$ORIGIN" or "$TTL" or "$INCLUDE") => $"{entry.First.Text} is not a directive",
            _ when entry.Tokens.Count < least => $"{directive} wants a value",
            _ => null,
        };
        if (fault is not null)
        {
            Report(file, entry.First, fault);
            return;
        }

        if (entry.Tokens.Count > most)
            Report(file, entry.Tokens[most], $"'{entry.Tokens[most].Text}' is one word too many");

        PresentationToken value = entry.Tokens[1];
        if (directive == "$INCLUDE")
            Include(entry, file, state);
        else if (directive == "$ORIGIN" && TryReadName(file, value, state.Origin, out DomainName? origin))
            state = state with { Origin = origin! };
        else if (directive == "$TTL" && TryReadTtl(file, value, out uint ttlSeconds))
            state = state with { DefaultTtlSeconds = ttlSeconds };
    }

    private void Include(MasterFileEntry entry, string file, MasterFileState state)
    {
        PresentationToken token = entry.Tokens[1];
        string path = Path.Combine(Path.GetDirectoryName(file) ?? "", token.Text);
        if (entry.Tokens.Count > 2)
        {
            if (!TryReadName(file, entry.Tokens[2], state.Origin, out DomainName? origin))
                return;
            state = state with { Origin = origin! };
        }

        if (_open.Contains(Path.GetFullPath(path)))
            Report(file, token, $"'{token.Text}' includes itself");
        else if (_open.Count > MaxIncludeDepth)
            Report(file, token, $"more than {MaxIncludeDepth} files include one another");
        else if (MasterFileText.TryLoad(path, out string text, out string fault))
            Read(text, path, state);
        else
            Report(file, token, $"cannot include '{token.Text}': {fault}");
    }

    private bool TryReadName(string file, PresentationToken token, DomainName origin, out DomainName? name) =>
        DomainName.TryParse(token.Text, origin, out name, out NameFault fault)
        || Report(file, token, $"'{token.Text}' is not a domain name: {fault.Describe()}");

    private bool TryReadTtl(string file, PresentationToken token, out uint ttlSeconds) =>
        (DurationText.TryParse(token.Text, out ttlSeconds) && ttlSeconds <= RecordEntryReader.MaxTtlSeconds)
        || Report(file, token, $"'{token.Text}' is not a TTL: seconds up to 2147483647, or a form like 1h30m");

    private bool Report(string file, PresentationToken token, string message)
    {
        Faults.Add(new ZoneFileFault(file, token.Line, token.Column, message));
        return false;
    }
}
