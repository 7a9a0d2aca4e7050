namespace DnsRegistry.Registry.Ejection;

/// <summary>
/// The callers that saw a failure last, as many as a policy can ask for and no more: whoever comes on top takes the place of
/// the one that has been silent the longest.
/// </summary>
internal sealed class ReporterList
{
    private readonly List<(int Reporter, long At)> _latest = [];

    /// <summary>A caller saw a failure.</summary>
    internal void Note(string reporter, long nowMilliseconds)
    {
        // Texts whose hashes are equal count as one, which happens by chance only: the seed of the hashes is secret.
        int hash = reporter.GetHashCode(StringComparison.Ordinal);
        int known = _latest.FindIndex(entry => entry.Reporter == hash);
        if (known < 0 && _latest.Count == EjectionPolicy.MaxReporters)
            known = 0;
        if (known >= 0)
            _latest.RemoveAt(known);
        _latest.Add((hash, nowMilliseconds));
    }

    /// <summary>Different callers that saw one since.</summary>
    internal int CountSince(long milliseconds) => _latest.Count(entry => entry.At >= milliseconds);

    /// <summary>Forgets everybody.</summary>
    internal void Clear() => _latest.Clear();
}
