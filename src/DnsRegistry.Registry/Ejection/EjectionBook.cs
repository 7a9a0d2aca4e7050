using System.Collections.Concurrent;
using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Zones;

namespace DnsRegistry.Registry.Ejection;

/// <summary>
/// The circuits of all instances that were reported on; nobody else has one. A report is counted here and is no write: only
/// an ejection and its end go through the writer.
/// </summary>
internal sealed class EjectionBook : IInstanceObserver, IDisposable
{
    /// <summary>How long the writer is left alone after it said that no more may be ejected, or had no room.</summary>
    internal const long PauseMilliseconds = 1000;

    /// <summary>How often circuits are dropped that have nothing left to remember.</summary>
    internal static readonly TimeSpan TidyInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<InstanceKey, TrackedCircuit> _circuits = new();
    private readonly Lock _queueLock = new();
    private readonly PriorityQueue<TrackedCircuit, long> _queue = new();
    private readonly EjectionMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Func<string, EjectionPolicy> _policyOf;
    private readonly Func<RegistryCommand, bool> _submit;
    private readonly ITimer _readmission;
    private readonly ITimer _tidying;
    private int _ejected;
    private int _isTidyingDue;

    /// <summary>An empty book.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="policyOf">The policy of a service.</param>
    /// <param name="submit">Hands a command to the writer; false when it has no room.</param>
    internal EjectionBook(TimeProvider time, Func<string, EjectionPolicy> policyOf, Func<RegistryCommand, bool> submit)
    {
        (_time, _policyOf, _submit) = (time, policyOf, submit);
        _metrics = new EjectionMetrics(() => _ejected);
        _readmission = time.CreateTimer(_ => ReadmitDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _tidying = time.CreateTimer(_ => Tidy(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Circuits in the book.</summary>
    internal int Count => _circuits.Count;

    /// <summary>Takes a report about an instance that is registered.</summary>
    /// <returns>How it stands after that; the task ends when an ejection that follows is visible.</returns>
    internal async ValueTask<EjectionView> ReportAsync(ServiceInstance instance, OutcomeReport report, CancellationToken cancellationToken)
    {
        _metrics.Record(report);
        EjectionPolicy policy = _policyOf(instance.Key.Service);
        (TrackedCircuit tracked, bool ought) = Note(instance.Key, report, policy);
        if (ought)
            await AskAsync(tracked, instance, policy, cancellationToken).ConfigureAwait(false);
        return View(tracked, policy);
    }

    /// <summary>How an instance stands; null for one that nobody has reported on lately.</summary>
    internal EjectionView? Find(InstanceKey key) =>
        _circuits.TryGetValue(key, out TrackedCircuit? tracked) ? View(tracked, _policyOf(key.Service)) : null;

    /// <inheritdoc/>
    public void OnInstance(ServiceInstance? former, ServiceInstance? next)
    {
        if (former is null || !_circuits.TryGetValue(former.Key, out TrackedCircuit? tracked))
            return;

        // A new registration may be a new process: it gets its trial now.
        lock (tracked)
        {
            if (next is null)
                Forget(tracked);
            else
                Readmit(tracked);
        }
    }

    /// <inheritdoc/>
    public void OnSettings(string service, ServiceSettings? settings)
    {
        if (_policyOf(service).IsEnabled)
            return;

        foreach (TrackedCircuit tracked in _circuits.Values.Where(tracked => tracked.Key.Service == service))
        {
            lock (tracked)
            {
                if (tracked.Circuit.State == CircuitState.Ejected)
                    Enqueue(tracked, _time.MonotonicMilliseconds());
            }
        }
    }

    /// <summary>The writer has ejected an instance, or has not.</summary>
    internal void OnAnswered(TrackedCircuit tracked, EjectionPolicy policy, bool isEjected)
    {
        long now = _time.MonotonicMilliseconds();
        lock (tracked)
        {
            tracked.IsAsked = false;
            if (isEjected)
            {
                tracked.Circuit.Eject(policy, now);
                Interlocked.Increment(ref _ejected);
                Enqueue(tracked, tracked.Circuit.EndsAtMilliseconds);
            }
            else
            {
                tracked.RefusedUntil = now + PauseMilliseconds;
            }
        }

        _metrics.RecordEjection(isEjected);
    }

    /// <summary>The writer has let an instance in again.</summary>
    internal void OnReadmitted(TrackedCircuit tracked)
    {
        lock (tracked)
            Readmit(tracked);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _readmission.Dispose();
        _tidying.Dispose();
        _metrics.Dispose();
    }

    private (TrackedCircuit Tracked, bool Ought) Note(InstanceKey key, OutcomeReport report, EjectionPolicy policy)
    {
        while (true)
        {
            TrackedCircuit tracked = _circuits.GetOrAdd(key, static key => new TrackedCircuit(key));
            lock (tracked)
            {
                if (tracked.IsForgotten)
                    continue;

                long now = _time.MonotonicMilliseconds();
                bool ought = tracked.Circuit.Report(report, policy, now) && !tracked.IsAsked && now >= tracked.RefusedUntil;
                tracked.IsAsked |= ought;
                TidyLater();
                return (tracked, ought);
            }
        }
    }

    private async ValueTask AskAsync(
        TrackedCircuit tracked, ServiceInstance instance, EjectionPolicy policy, CancellationToken cancellationToken)
    {
        var command = new EjectCommand(this, tracked, instance, policy);
        if (_submit(command))
            await command.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        else
            OnAnswered(tracked, policy, isEjected: false);
    }

    private EjectionView View(TrackedCircuit tracked, EjectionPolicy policy)
    {
        lock (tracked)
            return tracked.Circuit.View(policy, _time.MonotonicMilliseconds());
    }

    private void Readmit(TrackedCircuit tracked)
    {
        if (tracked.Circuit.State != CircuitState.Ejected)
            return;

        tracked.Circuit.Readmit(_policyOf(tracked.Key.Service), _time.MonotonicMilliseconds());
        Interlocked.Decrement(ref _ejected);
    }

    private void Forget(TrackedCircuit tracked)
    {
        if (tracked.Circuit.State == CircuitState.Ejected)
            Interlocked.Decrement(ref _ejected);
        tracked.IsForgotten = true;
        _circuits.TryRemove(KeyValuePair.Create(tracked.Key, tracked));
    }

    private void Enqueue(TrackedCircuit tracked, long atMilliseconds)
    {
        lock (_queueLock)
        {
            _queue.Enqueue(tracked, atMilliseconds);
            Arm();
        }
    }

    private void Arm()
    {
        if (_queue.TryPeek(out _, out long due))
            _readmission.Change(TimeSpan.FromMilliseconds(Math.Max(0, due - _time.MonotonicMilliseconds())), Timeout.InfiniteTimeSpan);
    }

    private void ReadmitDue()
    {
        lock (_queueLock)
        {
            long now = _time.MonotonicMilliseconds();
            while (_queue.TryPeek(out TrackedCircuit? tracked, out long due) && due <= now)
            {
                _queue.Dequeue();
                if (!_submit(new ReadmitCommand(this, tracked)))
                    _queue.Enqueue(tracked, now + PauseMilliseconds);
            }

            Arm();
        }
    }

    private void TidyLater()
    {
        if (Interlocked.Exchange(ref _isTidyingDue, 1) == 0)
            _tidying.Change(TidyInterval, Timeout.InfiniteTimeSpan);
    }

    private void Tidy()
    {
        long now = _time.MonotonicMilliseconds();
        foreach (TrackedCircuit tracked in _circuits.Values)
        {
            lock (tracked)
            {
                if (!tracked.IsAsked && tracked.Circuit.IsIdle(_policyOf(tracked.Key.Service), now))
                    Forget(tracked);
            }
        }

        _isTidyingDue = 0;
        if (!_circuits.IsEmpty)
            TidyLater();
    }
}
