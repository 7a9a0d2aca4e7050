namespace DnsRegistry.Registry;

/// <summary>
/// Keeps commits apart when they are small. A commit costs nearly the same for one change as for ten, and the threads
/// that answer DNS pay for it; so in a steady stream of single changes some share one. A change that comes alone is
/// committed at once, and so is a crowd.
/// </summary>
/// <param name="interval">The shortest time from the beginning of one commit to that of the next; zero for none.</param>
/// <param name="time">The clock.</param>
internal sealed class CommitPace(TimeSpan interval, TimeProvider time)
{
    /// <summary>A commit of so many changes is no longer a small one.</summary>
    private const int Many = 8;

    private long _begun;
    private bool _isSmall;

    /// <summary>A commit begins.</summary>
    /// <param name="changes">Changes that share it.</param>
    internal void Begin(int changes)
    {
        _begun = time.GetTimestamp();
        _isSmall = changes < Many;
    }

    /// <summary>Waits until the next may begin.</summary>
    internal Task KeepAsync()
    {
        if (!_isSmall || interval <= TimeSpan.Zero)
            return Task.CompletedTask;

        TimeSpan rest = interval - time.GetElapsedTime(_begun);
        return rest > TimeSpan.Zero ? Task.Delay(rest, time) : Task.CompletedTask;
    }
}
