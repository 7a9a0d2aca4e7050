using DnsRegistry.Registry.Commands;

namespace DnsRegistry.Registry;

/// <summary>
/// Keeps commits apart. A commit costs nearly the same for one change as for twenty, and the threads that answer DNS pay for
/// it; so in a stream of single changes some share one. A change that comes alone is committed at once, and so is a crowd.
/// </summary>
/// <remarks>
/// Whoever asks for one change after the other gains nothing by waiting for others, and a few who do so have all come
/// soon after they were answered. So the wait is short, and goes on only while new ones keep coming.
/// </remarks>
/// <param name="shortest">The time from the beginning of one commit to that of the next, unless a crowd waits; zero for none.</param>
/// <param name="longest">The same while changes keep coming.</param>
/// <param name="time">The clock.</param>
/// <param name="queue">Where changes wait.</param>
internal sealed class CommitPace(TimeSpan shortest, TimeSpan longest, TimeProvider time, CommandQueue queue)
{
    /// <summary>Changes that no longer wait for others: among so many the price of a commit is small.</summary>
    private const int Crowd = 24;

    private long? _begun;

    /// <summary>A commit begins.</summary>
    internal void Begin() => _begun = time.GetTimestamp();

    /// <summary>Waits until the next may begin.</summary>
    internal void Keep()
    {
        if (_begun is not long begun || time.GetElapsedTime(begun) >= shortest)
            return;

        // Each look wakes the writer, which costs the threads that answer a turn: so it looks no more often than it has to.
        TimeSpan last = longest > shortest ? longest : shortest;
        for (TimeSpan end = shortest; GatherUntil(begun, end) && end < last && queue.Quiet < shortest / 2;)
            end = Min(last, end + (shortest * 3 / 4));
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>Waits for a time after the beginning of the last commit.</summary>
    /// <returns><see langword="false"/> when it is no use to wait for more.</returns>
    private bool GatherUntil(long begun, TimeSpan end)
    {
        for (TimeSpan rest; (rest = end - time.GetElapsedTime(begun)) > TimeSpan.Zero;)
        {
            // Whole milliseconds: the rest of one would be no wait at all, again and again.
            if (!queue.Gather(Crowd, (int)Math.Ceiling(rest.TotalMilliseconds)))
                return false;
        }

        return true;
    }
}
