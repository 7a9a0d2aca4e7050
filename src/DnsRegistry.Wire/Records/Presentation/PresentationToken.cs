namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>One word of a master file, its escapes not yet resolved (RFC 1035 §5.1).</summary>
/// <param name="Text">The characters, without the quotes around them.</param>
/// <param name="IsQuoted">Whether quotes stood around it: a quoted <c>@</c> or <c>\#</c> has no special meaning.</param>
/// <param name="Line">The line it begins in; the first is 1.</param>
/// <param name="Column">The character of that line it begins with; the first is 1.</param>
public readonly record struct PresentationToken(string Text, bool IsQuoted = false, int Line = 1, int Column = 1);
