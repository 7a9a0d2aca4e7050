using DnsRegistry.Registry.Commands;

namespace DnsRegistry.Registry;

/// <summary>
/// Keeps commits apart. A commit costs nearly the same for one change as for ten, and the threads that answer DNS pay for
/// it; so in a steady stream of single changes some share one. A change that comes alone is committed at once, and so is a crowd.
/// </summary>
internal sealed class CommitPace : IAsyncDisposable
{
    /// <summary>Changes that no longer wait for others: among so many the price of a commit is small.</summary>
    private const int Crowd = 16;

    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly CommandQueue _queue;
    private readonly ITimer _timer;
    private long? _begun;

    /// <summary>A pace.</summary>
    /// <param name="interval">The time from the beginning of one commit to that of the next, unless a crowd waits; zero for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="queue">Where changes wait.</param>
    internal CommitPace(TimeSpan interval, TimeProvider time, CommandQueue queue)
    {
        (_interval, _time, _queue) = (interval, time, queue);
        _timer = time.CreateTimer(_ => queue.EndGathering(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A commit begins.</summary>
    internal void Begin() => _begun = _time.GetTimestamp();

    /// <summary>Waits until the next may begin.</summary>
    internal Task KeepAsync()
    {
        if (_begun is not long begun)
            return Task.CompletedTask;

        TimeSpan rest = _interval - _time.GetElapsedTime(begun);
        if (rest <= TimeSpan.Zero || _queue.Waiting >= Crowd)
            return Task.CompletedTask;

        Task gathering = _queue.GatherAsync(Crowd);
        _timer.Change(rest, Timeout.InfiniteTimeSpan);
        return gathering;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
