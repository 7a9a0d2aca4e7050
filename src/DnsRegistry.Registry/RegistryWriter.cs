using System.Threading.Channels;
using DnsRegistry.Registry.Changes;
using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Registry.Metrics;
using DnsRegistry.Registry.Projection;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Routes;
using DnsRegistry.Zones.Services;
using Microsoft.Extensions.Logging;

namespace DnsRegistry.Registry;

/// <summary>
/// The only writer of the registry. It takes the commands that are waiting, as many as there are, plans them in order,
/// makes the plan durable in one commit, makes it visible, and then answers the callers. While a commit is under way
/// the next commands gather: the busier it is, the more share one commit.
/// </summary>
/// <param name="state">What it changes.</param>
/// <param name="directory">Where DNS reads it.</param>
/// <param name="store">Where it is kept.</param>
/// <param name="changes">Tells those who watch.</param>
/// <param name="options">Limits and defaults.</param>
/// <param name="time">The clock.</param>
/// <param name="metrics">Counts commits.</param>
/// <param name="logger">For operators.</param>
internal sealed partial class RegistryWriter(
    RegistryState state,
    ServiceDirectory directory,
    IRegistryStore store,
    ChangeFeed changes,
    RegistryOptions options,
    TimeProvider time,
    RegistryMetrics metrics,
    ILogger logger) : IAsyncDisposable
{
    /// <summary>Commands that share a commit, at most.</summary>
    private const int MaxBatch = 1024;

    private readonly Channel<RegistryCommand> _commands = Channel.CreateUnbounded<RegistryCommand>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly LeaseCalendar _calendar = new();
    private readonly List<RegistryCommand> _batch = [];
    private readonly List<RegistryChange> _published = [];
    private readonly CommitPace _pace = new(options.CommitInterval, time);
    private readonly TimedRoutes _timedRoutes = new(time);
    private ITimer? _sweepTimer;
    private ITimer? _routesTimer;
    private long _sweepDue = long.MaxValue;
    private volatile bool _isSweepArmed;
    private bool _isStoreFailing;
    private bool _isSerialOwed;
    private SerialNumber _serial;
    private int _waiting;

    /// <summary>Those that are told what has become visible.</summary>
    internal IReadOnlyList<IInstanceObserver> Observers { get; init; } = [];

    /// <summary>Changes that wait, or are being made durable.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Hands a command over.</summary>
    /// <returns><see langword="false"/> when no further command is taken at all.</returns>
    /// <exception cref="RegistryBusyException">Too much waits already. What would never fit is taken when nothing waits.</exception>
    internal bool Submit(RegistryCommand command)
    {
        if (!TryCharge(command))
        {
            metrics.NoteRefusal();
            throw new RegistryBusyException();
        }

        return Write(command);
    }

    /// <summary>Hands a command over if there is room for it.</summary>
    internal bool TrySubmit(RegistryCommand command) => TryCharge(command) && Write(command);

    /// <summary>Loads what is stored, then carries commands out until <see cref="Complete"/>. Those that came meanwhile have waited.</summary>
    /// <exception cref="StoreException">What is stored cannot be read.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        _sweepTimer = time.CreateTimer(_ => AskForSweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        ArmSweep();
        StartLookingAfterRoutes();
        StartPulse();
        while (await _commands.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            await _pace.KeepAsync().ConfigureAwait(false);
            while (_batch.Count < MaxBatch && _commands.Reader.TryRead(out RegistryCommand? command))
                _batch.Add(command);

            await CarryOutAsync().ConfigureAwait(false);
            _batch.Clear();
            ArmSweep();
            FollowGuard();

            // Behind the callers that were just answered and the requests that have arrived: what they ask shares the next
            // commit. Nobody waits longer for it, since the queue of the thread pool is all there is to wait for.
            await Task.Yield();
        }
    }

    /// <summary>Takes no further command; those that wait are carried out.</summary>
    internal void Complete() => _commands.Writer.TryComplete();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_sweepTimer is not null)
            await _sweepTimer.DisposeAsync().ConfigureAwait(false);
        if (_routesTimer is not null)
            await _routesTimer.DisposeAsync().ConfigureAwait(false);
        if (_pulse is not null)
            await _pulse.DisposeAsync().ConfigureAwait(false);
        await DisposeGuardAsync().ConfigureAwait(false);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        using var loader = new RegistryLoader(state, directory, options, time);
        StoredHead head = await store.LoadAsync(loader, cancellationToken).ConfigureAwait(false);
        loader.Finish();
        loader.Dispose();
        _serial = head.IsAnswerAsLoaded ? head.Serial : head.Serial.Next;

        // From 1 on: to those who poll, 0 means that they have seen nothing yet. Like the serial it moves where loading has
        // made passing again what was critical: whoever watched must not take it that nothing has changed.
        state.Revision = Math.Max(1, head.IsAnswerAsLoaded ? head.Revision : head.Revision + 1);
        changes.Begin(head.Revision == 0 ? 0 : state.Revision, state.Revision);

        // Nobody could send a heartbeat while the server was down, so everybody has a whole lease from now on.
        long now = time.MonotonicMilliseconds();
        foreach (ServiceInstance instance in state.All())
        {
            instance.Lease.Renew(now);
            _calendar.Schedule(instance);
            Announce(null, instance);
        }

        directory.SetSerial(_serial);
        directory.MarkLoaded();
        LogLoaded(logger, state.Count, head.Revision);
    }

    private async ValueTask CarryOutAsync()
    {
        var plan = new CommitPlan(state, options, time, canWrite: true);
        GiveBackLostTime(plan.NowMilliseconds);
        foreach (RegistryCommand command in _batch)
            command.Plan(plan);

        if (!plan.IsEmpty)
        {
            StoreCommit commit = plan.ToCommit(_serial, _isSerialOwed && plan.HasWrites);
            try
            {
                if (plan.HasWrites)
                {
                    _pace.Begin(plan.Changes.Count);
                    long begun = time.GetTimestamp();
                    await store.CommitAsync(commit, CancellationToken.None).ConfigureAwait(false);
                    metrics.NoteCommit(time.GetElapsedTime(begun));
                }
            }
            catch (StoreException failure)
            {
                Fail(failure);
                return;
            }

            _isSerialOwed &= !plan.HasWrites;
            Publish(plan, commit.Head.Serial);
        }

        if (_isStoreFailing && plan.HasWrites)
        {
            _isStoreFailing = false;
            LogStoreRecovered(logger);
        }

        MakeRoom();
        foreach (RegistryCommand command in _batch)
            command.Acknowledge();
    }

    /// <summary>
    /// Nothing that has to be kept happens; but leases end and heartbeats bring instances back all the same, since
    /// DNS must not lie because a disk is full. The serial waits for the next commit: one that was shown but not kept
    /// would go back at a restart.
    /// </summary>
    private void Fail(StoreException failure)
    {
        metrics.NoteStoreFailure();
        if (!_isStoreFailing)
            LogStoreFailing(logger, failure);

        _isStoreFailing = true;
        var plan = new CommitPlan(state, options, time, canWrite: false);
        foreach (RegistryCommand command in _batch.Where(command => command.NeedsNoStore))
            command.Plan(plan);

        _isSerialOwed |= plan.ToCommit(_serial, isOwed: false).Head.Serial != _serial;
        Publish(plan, _serial);
        MakeRoom();
        foreach (RegistryCommand command in _batch)
        {
            if (command.NeedsNoStore)
                command.Acknowledge();
            else
                command.Fail(failure);
        }
    }

    private bool TryCharge(RegistryCommand command)
    {
        int weight = command.Weight;
        int waiting = Interlocked.Add(ref _waiting, weight);
        command.Charge = weight;
        if (weight == 0 || waiting <= options.MaxWaitingChanges || waiting == weight)
            return true;

        Interlocked.Add(ref _waiting, -weight);
        return false;
    }

    private bool Write(RegistryCommand command)
    {
        if (_commands.Writer.TryWrite(command))
            return true;

        Interlocked.Add(ref _waiting, -command.Charge);
        return false;
    }

    /// <summary>Whoever is answered may ask for the next change at once, so there has to be room for it before.</summary>
    private void MakeRoom() => Interlocked.Add(ref _waiting, -_batch.Sum(command => command.Charge));

    /// <summary>Makes a plan visible: first the answers, then the serial, then what HTTP shows. Then tells those who watch.</summary>
    private void Publish(CommitPlan plan, SerialNumber serial)
    {
        state.BeginPublishing();
        plan.KeepFormerTtls();
        foreach ((string service, PlannedSettings planned) in plan.Settings)
        {
            Services.ServiceSettings? settings = planned.Next?.Settings;
            directory.SetPolicy(service, PolicyProjection.PolicyOf(settings, options.DefaultTtlSeconds), plan.IsDeclared(service));
            state.Set(service, planned.Next, planned.Revision);
            _published.Add(new RegistryChange(planned.Revision, service, settings));
            foreach (IInstanceObserver observer in Observers)
                observer.OnSettings(service, settings);
        }

        PublishRoutes(plan);

        foreach ((InstanceKey key, StoredOverride? stored) in plan.ChangedOverrides)
            state.Set(key, stored);

        foreach (PlannedChange change in plan.Changes)
            Publish(change, plan.NowMilliseconds);

        if (serial != _serial)
        {
            _serial = serial;
            directory.SetSerial(serial);
        }

        state.Revision = plan.Revision;
        state.EndPublishing();
        Announce(plan.Revision);
    }

    /// <summary>A plan holds each instance once, where it was touched first; those who watch are told in the order of revisions.</summary>
    private void Announce(long revision)
    {
        _published.Sort(static (one, other) => one.Revision.CompareTo(other.Revision));
        foreach (RegistryChange change in _published)
            changes.Add(change);
        _published.Clear();
        changes.Announce(revision);
    }

    private void PublishRoutes(CommitPlan plan)
    {
        foreach (StoredRoutes routes in plan.RefreshedRoutes)
            directory.SetRoutes(routes.Service, RouteTable.Compile(routes.Service, routes.Rules, time), isDeclared: true);
        if (plan.RefreshedRoutes.Count > 0)
            _timedRoutes.MarkSeen();

        foreach ((string service, PlannedRoutes planned) in plan.Routes)
        {
            StoredRoutes? routes = planned.Next;
            RouteTable? table = routes is null ? null : RouteTable.Compile(service, routes.Rules, time);
            directory.SetRoutes(service, table, plan.IsDeclared(service));
            state.SetRoutes(service, routes, planned.Revision);
            _published.Add(new RegistryChange(planned.Revision, service, routes));
            _timedRoutes.Note(service, routes);
        }

        if (plan.RefreshedRoutes.Count + plan.Routes.Count > 0)
            _routesTimer!.Change(_timedRoutes.Wait, Timeout.InfiniteTimeSpan);
    }

    private void Publish(PlannedChange change, long now)
    {
        ChangeHealth(change, now);
        bool isAnsweredAsBefore = change is { Former.Endpoint: { } former, IsWritten: false, Endpoint: { } next }
            && former.IsStale == next.IsStale && former.IsAnsweredLike(next);
        if (!isAnsweredAsBefore)
        {
            directory.Apply(new EndpointChange(
                change.Key.Service,
                change.Former is null ? null : EndpointProjection.PlaceOf(change.Former.Registration),
                change.Former?.Endpoint,
                change.Next is null ? null : EndpointProjection.PlaceOf(change.Next.Registration),
                change.Endpoint));
        }

        if (change.Next is null)
            state.Remove(change.Key, change.Revision);
        else
            Keep(change, change.Next, isAnsweredAsBefore, now);
        if (change.IsWritten)
            Announce(change.Former, change.Next);
        Note(change);
    }

    /// <summary>What those who watch are told of it. Who came and went in one plan was never there, and a heartbeat alone is no news.</summary>
    private void Note(PlannedChange change)
    {
        if ((change.Next ?? change.Former) is not { } instance || change.Revision == 0)
            return;

        ChangeKind kind = change.Next is null
            ? ChangeKind.Removed
            : change.Former is null ? ChangeKind.Registered : ChangeKind.Changed;
        _published.Add(new RegistryChange(kind, change.Revision, instance, change.State));
    }

    private void Announce(ServiceInstance? former, ServiceInstance? next)
    {
        for (int i = 0; i < Observers.Count; i++)
            Observers[i].OnInstance(former, next);
    }

    private void Keep(PlannedChange change, ServiceInstance instance, bool isAnsweredAsBefore, long now)
    {
        if (!isAnsweredAsBefore)
            instance.Endpoint = change.Endpoint;
        if (change.IsWritten)
            state.Put(instance, change.Revision);
        else if (change.Revision != 0)
            state.FindService(change.Key.Service)?.Touch(change.Revision);
        _calendar.Schedule(instance, notBefore: change.IsLetGo ? now + instance.Lease.DurationMilliseconds : 0);
    }

    /// <summary>Changes what stands against the instance itself, and counts the critical ones.</summary>
    private void ChangeHealth(PlannedChange change, long now)
    {
        bool wasCritical = change.Former?.State == InstanceState.Critical;
        if (change.IsRenewed)
            change.Next?.Lease.Renew(now);
        if (change is { IsWritten: true, Former: { } former })
            Forget(former);
        if (change.Next is { } instance)
        {
            bool hadEnded = HasEnded(instance);
            bool wasHeld = instance.IsHeld;
            instance.Faults = change.Faults;
            instance.IsHeld = change.IsHeld;

            // A heartbeat renews first and reads the faults then; here it is the other way round. One of the two sees the
            // other, and a heartbeat that came while the end of its lease was being made durable counts.
            Interlocked.MemoryBarrier();
            bool endsNow = (HasEnded(instance) && !hadEnded) || (instance.IsHeld && !wasHeld);
            if (endsNow && instance.Lease.EndsAtMilliseconds > now)
            {
                instance.Faults = change.Faults &= ~HealthFaults.LeaseEnded;
                instance.IsHeld = change.IsHeld = false;
                change.Endpoint = EndpointProjection.EndpointOf(instance, change.Faults, state.FindOverride(change.Key)?.Override);
            }

            NoteLease(instance, wasHeld, hadEnded, now);
        }

        state.CriticalCount += (change.State == InstanceState.Critical ? 1 : 0) - (wasCritical ? 1 : 0);
    }

    private void StartLookingAfterRoutes()
    {
        foreach (ServiceRecord service in state.Services())
        {
            if (service.Routes is { } routes)
                _timedRoutes.Note(service.Name, routes);
        }

        _routesTimer = time.CreateTimer(
            _ => _commands.Writer.TryWrite(new RouteTimesCommand(_timedRoutes)), null, _timedRoutes.Wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// The timer has gone off, and has to be set again whatever comes of it: it may have gone off a moment before the
    /// lease ends, since it does not count on the same clock.
    /// </summary>
    private void AskForSweep()
    {
        _isSweepArmed = false;
        _commands.Writer.TryWrite(new SweepCommand(_calendar));
    }

    private void ArmSweep()
    {
        long due = _calendar.NextDue;
        if (due == _sweepDue && _isSweepArmed)
            return;

        _sweepDue = due;
        _isSweepArmed = true;
        TimeSpan wait = due == long.MaxValue
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromMilliseconds(Math.Max(0, due - time.MonotonicMilliseconds()));
        _sweepTimer!.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
