using DnsRegistry.Registry.Commands;
using DnsRegistry.Zones;

namespace DnsRegistry.Registry.Leases;

/// <summary>Has the writer look at leases when the next of them ends. Writer only.</summary>
/// <param name="calendar">The leases.</param>
/// <param name="queue">Where the writer is asked to look.</param>
/// <param name="time">The clock.</param>
internal sealed class LeaseSweeper(LeaseCalendar calendar, CommandQueue queue, TimeProvider time) : IAsyncDisposable
{
    private ITimer? _timer;
    private long _due = long.MaxValue;
    private volatile bool _isArmed;

    /// <summary>After each batch: sets the timer for the next lease that ends.</summary>
    internal void Arm()
    {
        long due = calendar.NextDue;
        if (due == _due && _isArmed)
            return;

        _due = due;
        _isArmed = true;
        TimeSpan wait = due == long.MaxValue
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromMilliseconds(Math.Max(0, due - time.MonotonicMilliseconds()));
        _timer ??= time.CreateTimer(_ => Ask(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
            await _timer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// The timer has gone off, and has to be set again whatever comes of it: it may have gone off a moment before the
    /// lease ends, since it does not count on the same clock.
    /// </summary>
    private void Ask()
    {
        _isArmed = false;
        queue.TryAdd(new SweepCommand(calendar));
    }
}
