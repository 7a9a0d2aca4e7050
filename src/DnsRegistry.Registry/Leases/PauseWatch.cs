namespace DnsRegistry.Registry.Leases;

/// <summary>
/// Finds out that the process was not running for a while: stopped by a signal, suspended with its machine, or collecting
/// garbage. Somebody has to look in at a steady beat; when nobody did, there was nobody to hear a heartbeat either.
/// </summary>
/// <param name="nowMilliseconds">The first moment.</param>
internal sealed class PauseWatch(long nowMilliseconds)
{
    /// <summary>From this long on a gap is a pause; shorter ones are the machine's everyday delays, and no lease is lost by them.</summary>
    internal const long ShortestPauseMilliseconds = 1000;

    private readonly Lock _lock = new();
    private long _seenAt = nowMilliseconds;
    private long _lost;

    /// <summary>Looks in.</summary>
    /// <returns>Whether time was lost that nobody has taken yet.</returns>
    internal bool Look(long nowMilliseconds)
    {
        lock (_lock)
        {
            Note(nowMilliseconds);
            return _lost > 0;
        }
    }

    /// <summary>Looks in, and takes the time that was lost since it was last taken.</summary>
    internal long Take(long nowMilliseconds)
    {
        lock (_lock)
        {
            Note(nowMilliseconds);
            long lost = _lost;
            _lost = 0;
            return lost;
        }
    }

    private void Note(long nowMilliseconds)
    {
        long gap = nowMilliseconds - _seenAt;
        if (gap >= ShortestPauseMilliseconds)
            _lost += gap;
        _seenAt = Math.Max(_seenAt, nowMilliseconds);
    }
}
