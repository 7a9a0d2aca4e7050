namespace DnsRegistry.Zones.Tracing;

/// <summary>One decision on the way to an answer.</summary>
/// <param name="Kind">What was decided.</param>
/// <param name="Text">How and why, as a sentence.</param>
/// <param name="Facts">What it rests on: numbers, texts and truth values by name.</param>
public sealed record AnswerStep(AnswerStepKind Kind, string Text, IReadOnlyList<KeyValuePair<string, object>> Facts);
