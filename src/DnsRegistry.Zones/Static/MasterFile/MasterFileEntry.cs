using DnsRegistry.Wire.Records.Presentation;

namespace DnsRegistry.Zones.Static.MasterFile;

/// <summary>One entry of a master file: the words of a line, or of several that parentheses join (RFC 1035 §5.1).</summary>
/// <param name="Tokens">The words, at least one.</param>
/// <param name="StartsWithBlank">Whether the line begins with a blank: the owner is that of the record before.</param>
internal sealed record MasterFileEntry(IReadOnlyList<PresentationToken> Tokens, bool StartsWithBlank)
{
    internal PresentationToken First => Tokens[0];

    /// <summary>The word with this index, or the last one when the fault is that something is missing behind it.</summary>
    internal PresentationToken At(int index) => Tokens[Math.Min(index, Tokens.Count - 1)];

    /// <summary>The words from this index on.</summary>
    internal IReadOnlyList<PresentationToken> From(int index) => [.. Tokens.Skip(index)];
}
