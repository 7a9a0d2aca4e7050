using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Api.Tests;

/// <summary>A clock that stands still and tells how many waits of a given length have begun.</summary>
internal sealed class CountingTimeProvider(DateTimeOffset start) : FakeTimeProvider(start)
{
    private int _waits;

    /// <summary>Timers that were started with a due time at once; the sweep of the registry arms its own later.</summary>
    public int Waits => Volatile.Read(ref _waits);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan)
            Interlocked.Increment(ref _waits);
        return timer;
    }
}
