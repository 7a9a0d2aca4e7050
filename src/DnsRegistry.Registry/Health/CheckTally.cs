namespace DnsRegistry.Registry.Health;

/// <summary>What the checks of one instance have shown so far. Pure: an outcome makes another one.</summary>
/// <param name="IsFailing">Whether so many have failed that the instance is out.</param>
/// <param name="InARow">The last outcomes, in a row, that speak against that.</param>
internal readonly record struct CheckTally(bool IsFailing, int InARow)
{
    /// <summary>After one more check.</summary>
    /// <param name="hasPassed">What it said.</param>
    /// <param name="failures">Failures in a row that take an instance out.</param>
    /// <param name="passes">Passes in a row that bring it back.</param>
    internal CheckTally After(bool hasPassed, int failures, int passes)
    {
        bool speaksAgainst = hasPassed == IsFailing;
        if (!speaksAgainst)
            return this with { InARow = 0 };
        return InARow + 1 >= (hasPassed ? passes : failures)
            ? new CheckTally(!IsFailing, 0)
            : this with { InARow = InARow + 1 };
    }
}
