namespace DnsRegistry.Zones.Tracing;

/// <summary>Takes down each decision on the way to one answer. Without one, as nearly always, nobody takes the time to say why.</summary>
public sealed class AnswerTrace
{
    private readonly List<AnswerStep> _steps = [];

    /// <summary>The decisions in their order.</summary>
    public IReadOnlyList<AnswerStep> Steps => _steps;

    /// <summary>Takes a decision down.</summary>
    /// <param name="kind">What was decided.</param>
    /// <param name="text">How and why, as a sentence.</param>
    /// <param name="facts">What it rests on.</param>
    public void Note(AnswerStepKind kind, string text, params ReadOnlySpan<KeyValuePair<string, object>> facts) =>
        _steps.Add(new AnswerStep(kind, text, facts.ToArray()));
}
