namespace DnsRegistry.Registry.Ejection;

/// <summary>What a caller says of the requests that it sent to an instance.</summary>
/// <param name="IsFailure">Whether they failed.</param>
/// <param name="Count">How many there were, at least one.</param>
/// <param name="Reporter">Who says so: different texts are different callers.</param>
public readonly record struct OutcomeReport(bool IsFailure, int Count, string Reporter)
{
    /// <summary>Outcomes in one report, at most.</summary>
    public const int MaxCount = 1000;
}
