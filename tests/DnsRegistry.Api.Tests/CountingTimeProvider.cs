using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Api.Tests;

/// <summary>A clock that stands still and tells how many waits of a given length have begun.</summary>
internal sealed class CountingTimeProvider(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentBag<TimeSpan> _due = [];
    private int _waits;

    /// <summary>Timers that were started with a due time at once; the sweep of the registry arms its own later.</summary>
    public int Waits => Volatile.Read(ref _waits);

    /// <summary>After what time each of them is due.</summary>
    public IReadOnlyCollection<TimeSpan> Due => _due;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _due.Add(dueTime);
            Interlocked.Increment(ref _waits);
        }

        return timer;
    }
}
