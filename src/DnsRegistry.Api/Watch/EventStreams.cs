using DnsRegistry.Registry;
using DnsRegistry.Registry.Changes;
using DnsRegistry.Zones;
using Microsoft.Extensions.Hosting;

namespace DnsRegistry.Api.Watch;

/// <summary>All streams that are open: one timer serves them, and they end when the server stops.</summary>
internal sealed class EventStreams : IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private readonly ChangeFeed _changes;
    private readonly TimeProvider _time;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly Lock _lock = new();
    private readonly List<EventStream> _open = [];
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _stopping;

    /// <summary>No stream.</summary>
    /// <param name="registry">Tells what changes.</param>
    /// <param name="events">Writes it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lifetime">Says when the server stops.</param>
    public EventStreams(ServiceRegistry registry, EventText events, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        Events = events;
        _changes = registry.Changes;
        _time = time;
        _lifetime = lifetime;
        _timer = time.CreateTimer(
            static streams => ((EventStreams)streams!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _stopping = lifetime.ApplicationStopping.UnsafeRegister(static streams => ((EventStreams)streams!).Stop(), this);
    }

    /// <summary>Writes changes.</summary>
    public EventText Events { get; }

    /// <summary>The revision behind which a stream can still begin.</summary>
    public long Oldest => _changes.Oldest;

    /// <summary>The moment.</summary>
    public long NowMilliseconds => _time.MonotonicMilliseconds();

    /// <summary>Whether no further stream may begin.</summary>
    public bool IsStopping => _lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Streams that are open.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    /// <summary>A stream begins.</summary>
    public void Add(EventStream stream)
    {
        lock (_lock)
        {
            stream.Slot = _open.Count;
            _open.Add(stream);
            if (_open.Count == 1)
                _timer.Change(s_period, s_period);
        }

        if (IsStopping)
            stream.Stop();
    }

    /// <summary>A stream is over. From now on it is left alone: its call may be gone.</summary>
    public void Remove(EventStream stream)
    {
        lock (_lock)
        {
            EventStream last = _open[^1];
            _open[stream.Slot] = last;
            last.Slot = stream.Slot;
            _open.RemoveAt(_open.Count - 1);
            if (_open.Count == 0)
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _timer.Dispose();
    }

    private void Tick()
    {
        long now = NowMilliseconds;
        lock (_lock)
        {
            // From the end: one that is cut off may be removed on the way.
            for (int i = _open.Count - 1; i >= 0; i--)
                _open[i].Tick(now);
        }
    }

    private void Stop()
    {
        lock (_lock)
        {
            foreach (EventStream stream in _open)
                stream.Stop();
        }
    }
}
