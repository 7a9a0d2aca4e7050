using DnsRegistry.Api.Access;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Changes;
using DnsRegistry.Zones;
using Microsoft.Extensions.Hosting;

namespace DnsRegistry.Api.Watch;

/// <summary>
/// All event streams and long polls that are open: one timer serves them, tokens that change are told them, and they end when
/// the server stops.
/// </summary>
internal sealed class Watchers : IDisposable
{
    private const int PeriodMilliseconds = 1000;

    /// <summary>Waits that end so near to each other end together: each end is a look at all who are open.</summary>
    private const int ShortestPeriodMilliseconds = 20;

    private readonly ChangeFeed _changes;
    private readonly WatchOptions _options;
    private readonly TimeProvider _time;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly Lock _lock = new();
    private readonly List<Watcher> _open = [];
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _stopping;
    private int _streams;
    private long _nextLook = long.MaxValue;

    /// <summary>No watcher.</summary>
    /// <param name="registry">Tells what changes.</param>
    /// <param name="events">Writes it.</param>
    /// <param name="access">Judges callers again when tokens change.</param>
    /// <param name="guard">Answers for those that fail.</param>
    /// <param name="options">How many there may be.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lifetime">Says when the server stops.</param>
    public Watchers(
        ServiceRegistry registry,
        EventText events,
        StandingAccess access,
        RequestGuard guard,
        WatchOptions options,
        TimeProvider time,
        IHostApplicationLifetime lifetime)
    {
        Events = events;
        Access = access;
        Guard = guard;
        Metrics = new WatchMetrics(() => Volatile.Read(ref _streams), () => Count - Volatile.Read(ref _streams), scope: this);
        _changes = registry.Changes;
        _options = options;
        _time = time;
        _lifetime = lifetime;
        _timer = time.CreateTimer(
            static watchers => ((Watchers)watchers!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _stopping = lifetime.ApplicationStopping.UnsafeRegister(static watchers => ((Watchers)watchers!).Stop(), this);
        access.Changed += WakeAll;
    }

    /// <summary>Writes changes.</summary>
    public EventText Events { get; }

    /// <summary>Judges callers again.</summary>
    public StandingAccess Access { get; }

    /// <summary>Answers for those that fail.</summary>
    public RequestGuard Guard { get; }

    /// <summary>Counts what becomes of them.</summary>
    public WatchMetrics Metrics { get; }

    /// <summary>The revision behind which a stream can still begin.</summary>
    public long Oldest => _changes.Oldest;

    /// <summary>The moment.</summary>
    public long NowMilliseconds => _time.MonotonicMilliseconds();

    /// <summary>Whether no further stream may begin.</summary>
    public bool IsStopping => _lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Those that are open.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    /// <summary>One begins.</summary>
    /// <returns><see langword="false"/> when there are too many.</returns>
    public bool TryAdd(Watcher watcher)
    {
        lock (_lock)
        {
            if (_open.Count >= _options.MaxWatchers)
            {
                Metrics.NoteTooMany();
                return false;
            }

            watcher.Slot = _open.Count;
            _open.Add(watcher);
            _streams += watcher is EventStream ? 1 : 0;
            long now = NowMilliseconds;
            LookAt(Math.Min(now + PeriodMilliseconds, watcher.EndsAtMilliseconds), now);
        }

        if (IsStopping)
            watcher.Stop();
        return true;
    }

    /// <summary>One is over. From now on it is left alone: its call may be gone.</summary>
    public void Remove(Watcher watcher)
    {
        lock (_lock)
        {
            Watcher last = _open[^1];
            _open[watcher.Slot] = last;
            last.Slot = watcher.Slot;
            _open.RemoveAt(_open.Count - 1);
            _streams -= watcher is EventStream ? 1 : 0;
            if (_open.Count > 0)
                return;

            _nextLook = long.MaxValue;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Access.Changed -= WakeAll;
        _stopping.Dispose();
        _timer.Dispose();
        Metrics.Dispose();
    }

    private void Tick()
    {
        long now = NowMilliseconds;
        DateTimeOffset timeOfDay = Access.Now;
        lock (_lock)
        {
            long next = now + PeriodMilliseconds;

            // From the end: one that is cut off may be removed on the way.
            for (int i = _open.Count - 1; i >= 0; i--)
            {
                Watcher watcher = _open[i];
                next = Math.Min(next, watcher.EndsAtMilliseconds);
                watcher.Tick(now, timeOfDay);
            }

            _nextLook = long.MaxValue;
            if (_open.Count > 0)
                LookAt(Math.Max(next, now + ShortestPeriodMilliseconds), now);
        }
    }

    /// <summary>Looks at that moment, or when it looks anyway.</summary>
    private void LookAt(long moment, long now)
    {
        if (moment >= _nextLook)
            return;

        _nextLook = moment;
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, moment - now)), Timeout.InfiniteTimeSpan);
    }

    private void Stop()
    {
        lock (_lock)
        {
            foreach (Watcher watcher in _open)
                watcher.Stop();
        }
    }

    private void WakeAll()
    {
        lock (_lock)
        {
            foreach (Watcher watcher in _open)
                watcher.Wake();
        }
    }
}
