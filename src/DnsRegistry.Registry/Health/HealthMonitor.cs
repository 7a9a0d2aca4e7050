using DnsRegistry.Registry.Health.Probes;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Zones;

namespace DnsRegistry.Registry.Health;

/// <summary>
/// Makes the checks of all instances that have one: one queue in the order of their time, one timer for the next, and no
/// more of them at once than a bound. Only what changes how an instance is doing reaches the writer.
/// </summary>
internal sealed class HealthMonitor : IInstanceObserver, IDisposable
{
    /// <summary>Checks that are made at once, at most; the others wait until one of these ends.</summary>
    internal const int MaxRunning = 256;

    /// <summary>Checks closer together than this begin together: a thousand a second wake the process fifty times.</summary>
    internal const long SlotMilliseconds = 50;

    /// <summary>How far the time from one check to the next is spread, either way, so that none march in step.</summary>
    internal const double Jitter = 0.05;

    private readonly Lock _lock = new();
    private readonly Dictionary<InstanceKey, CheckedInstance> _checked = [];
    private readonly PriorityQueue<CheckedInstance, long> _queue = new();
    private readonly Queue<CheckedInstance> _ready = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stoppingToken;
    private readonly HealthMetrics _metrics;
    private readonly IProber _prober;
    private readonly TimeProvider _time;
    private readonly Action<InstanceKey, HealthCheck, bool> _tell;
    private readonly Random _random;
    private ITimer? _timer;
    private long _armedFor = MonotonicTime.Never;
    private int _running;
    private int _failing;
    private bool _isStopped;

    /// <summary>A monitor that knows nobody yet.</summary>
    /// <param name="prober">Makes one check; the monitor owns it from now on.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">
    /// Tells the writer whether the checks of an instance fail. Should it have no room, it is told again after the next check.
    /// </param>
    /// <param name="random">Spreads the checks over the time; null for one that nobody can foresee.</param>
    internal HealthMonitor(IProber prober, TimeProvider time, Action<InstanceKey, HealthCheck, bool> tell, Random? random = null)
    {
        (_prober, _time, _tell, _random) = (prober, time, tell, random ?? Random.Shared);
        _stoppingToken = _stopping.Token;
        _metrics = new HealthMetrics(() => _checked.Count, () => _failing, () => _running);
    }

    /// <inheritdoc/>
    public void OnInstance(ServiceInstance? former, ServiceInstance? next)
    {
        HealthCheck? check = next?.Registration.Check;
        if (check is null && former?.Registration.Check is null)
            return;

        InstanceKey key = (next ?? former)!.Key;
        lock (_lock)
        {
            _checked.TryGetValue(key, out CheckedInstance? known);
            if (known is not null && known.Check == check && (next!.FailsChecks || !known.Tally.IsFailing))
                CheckAgain(known, next);
            else
                Replace(known, check is null ? null : new CheckedInstance(next!, check));
            Arm();
        }
    }

    /// <summary>What the last check of an instance found; null before the first, and for one without a check.</summary>
    internal CheckView? Find(InstanceKey key)
    {
        lock (_lock)
        {
            return _checked.TryGetValue(key, out CheckedInstance? known) && known.Last is { } last
                ? new CheckView(last.HasPassed, last.Text, known.LastAtMilliseconds)
                : null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isStopped)
                return;

            _isStopped = true;
            _timer?.Dispose();
            _timer = null;
            _ready.Clear();
        }

        _stopping.Cancel();
        _prober.Dispose();
        _metrics.Dispose();
        _stopping.Dispose();
    }

    /// <summary>
    /// Registered again with the same check: what it has shown so far still counts, or whoever registers more often than it
    /// is checked would never be taken out. But it may be a new process, so one pass is enough now, and it is asked at once.
    /// </summary>
    private void CheckAgain(CheckedInstance known, ServiceInstance next)
    {
        known.Instance = next;
        if (!known.Tally.IsFailing)
            return;

        known.Tally = known.Tally with { InARow = known.Check.Passes - 1 };
        if (!known.IsUnderWay)
            Schedule(known, _time.MonotonicMilliseconds());
    }

    private void Replace(CheckedInstance? known, CheckedInstance? next)
    {
        if (known is not null)
        {
            known.IsForgotten = true;
            _checked.Remove(known.Key);
            _failing -= known.Tally.IsFailing ? 1 : 0;
        }

        if (next is null)
            return;

        // Anywhere within the first interval: many that are registered together, or loaded, spread over it.
        _checked.Add(next.Key, next);
        Schedule(next, _time.MonotonicMilliseconds() + (long)(_random.NextDouble() * 1000 * next.Check.IntervalSeconds));
    }

    private void Schedule(CheckedInstance instance, long atMilliseconds)
    {
        // Rounded up: at a slot's time, everything in it is due.
        instance.DueMilliseconds = (atMilliseconds + SlotMilliseconds - 1) / SlotMilliseconds * SlotMilliseconds;
        _queue.Enqueue(instance, instance.DueMilliseconds);
    }

    private void Arm()
    {
        long due = _queue.TryPeek(out _, out long next) ? next : MonotonicTime.Never;
        if (due == _armedFor || _isStopped)
            return;

        _armedFor = due;
        _timer ??= _time.CreateTimer(_ => BeginDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        TimeSpan wait = due == MonotonicTime.Never
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromMilliseconds(Math.Max(0, due - _time.MonotonicMilliseconds()));
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void BeginDue()
    {
        int beginning;
        lock (_lock)
        {
            long now = _time.MonotonicMilliseconds();
            while (_queue.TryPeek(out CheckedInstance? instance, out long due) && due <= now)
            {
                _queue.Dequeue();
                if (instance.IsForgotten || instance.IsUnderWay || instance.DueMilliseconds != due)
                    continue;

                instance.IsUnderWay = true;
                _ready.Enqueue(instance);
            }

            // The timer may have gone off a moment too early: then it is set again for the same moment.
            _armedFor = MonotonicTime.Never;
            Arm();
            beginning = Math.Min(_ready.Count, MaxRunning - _running);
            _running += beginning;
        }

        for (int i = 0; i < beginning; i++)
            _ = RunAsync();
    }

    /// <summary>Makes one check after the other until none is ready.</summary>
    private async Task RunAsync()
    {
        while (TakeReady() is { } instance)
        {
            long begun = _time.MonotonicMilliseconds();
            ProbeOutcome outcome = await _prober.ProbeAsync(instance.Check, _stoppingToken).ConfigureAwait(false);
            Note(instance, outcome, begun);
        }
    }

    private CheckedInstance? TakeReady()
    {
        lock (_lock)
        {
            while (_ready.TryDequeue(out CheckedInstance? instance))
            {
                if (!instance.IsForgotten)
                    return instance;
            }

            _running--;
            return null;
        }
    }

    private void Note(CheckedInstance instance, ProbeOutcome outcome, long begun)
    {
        lock (_lock)
        {
            if (instance.IsForgotten || _isStopped)
                return;

            HealthCheck check = instance.Check;
            bool wasFailing = instance.Tally.IsFailing;
            instance.Tally = instance.Tally.After(outcome.HasPassed, check.Failures, check.Passes);
            (instance.Last, instance.LastAtMilliseconds) = (outcome, _time.MonotonicMilliseconds());
            _metrics.Record(check.Kind, outcome.HasPassed);
            _failing += (instance.Tally.IsFailing ? 1 : 0) - (wasFailing ? 1 : 0);
            if (instance.Tally.IsFailing != instance.Instance.FailsChecks)
                _tell(instance.Key, check, instance.Tally.IsFailing);

            double spread = 1 - Jitter + (2 * Jitter * _random.NextDouble());
            instance.IsUnderWay = false;
            Schedule(instance, Math.Max(begun + (long)(1000 * check.IntervalSeconds * spread), instance.LastAtMilliseconds + 1));
            Arm();
        }
    }
}
