using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Registry.Projection;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Registry.Commands;

/// <summary>
/// What a batch of commands will change. Commands see the effects of those before them, the world sees none of it until
/// the plan is durable. A plan that fails is simply dropped.
/// </summary>
/// <param name="state">What is visible now.</param>
/// <param name="options">Limits and defaults.</param>
/// <param name="time">The clock.</param>
/// <param name="canWrite">Whether the store takes writes: without it registrations stay as they are.</param>
internal sealed class CommitPlan(RegistryState state, RegistryOptions options, TimeProvider time, bool canWrite)
{
    private readonly Dictionary<InstanceKey, PlannedChange> _changes = [];
    private readonly Dictionary<string, int> _countChanges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlannedSettings> _settings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlannedRoutes> _routes = new(StringComparer.Ordinal);
    private readonly List<StoredRoutes> _refreshedRoutes = [];
    private readonly Dictionary<InstanceKey, StoredOverride?> _overrides = [];
    private readonly long _formerRevision = state.Revision;
    private long _revision = state.Revision;
    private int _countChange;
    private int _overrideCountChange;
    private bool _otherAnswersDiffer;

    /// <summary>Holds instances whose leases end together.</summary>
    internal ExpiryGuard Guard => state.Guard;

    /// <summary>Limits and defaults.</summary>
    internal RegistryOptions Options => options;

    /// <summary>Whether the store takes writes.</summary>
    internal bool CanWrite => canWrite;

    /// <summary>The moment of the batch, on the monotonic clock.</summary>
    internal long NowMilliseconds { get; } = time.MonotonicMilliseconds();

    /// <summary>Whether anything changes at all.</summary>
    internal bool IsEmpty => _revision == _formerRevision && _changes.Count == 0 && _refreshedRoutes.Count == 0;

    /// <summary>Whether anything changes that has to be kept: a renewed lease alone has not.</summary>
    internal bool HasWrites => _revision != _formerRevision;

    /// <summary>The changes of instances.</summary>
    internal IReadOnlyCollection<PlannedChange> Changes => _changes.Values;

    /// <summary>The changes of settings.</summary>
    internal IReadOnlyDictionary<string, PlannedSettings> Settings => _settings;

    /// <summary>The changes of route rules.</summary>
    internal IReadOnlyDictionary<string, PlannedRoutes> Routes => _routes;

    /// <summary>Route rules that stay as they are, but whose ends are to be reckoned anew.</summary>
    internal IReadOnlyList<StoredRoutes> RefreshedRoutes => _refreshedRoutes;

    /// <summary>The changes of overrides; null takes one back.</summary>
    internal IReadOnlyDictionary<InstanceKey, StoredOverride?> ChangedOverrides => _overrides;

    /// <summary>Overrides in all after the plan so far.</summary>
    internal int Overrides => state.OverrideCount + _overrideCountChange;

    /// <summary>The revision after the batch.</summary>
    internal long Revision => _revision;

    /// <summary>Instances in all after the plan so far.</summary>
    internal int Instances => state.Count + _countChange;

    /// <summary>Instances of one service after the plan so far.</summary>
    internal int InstancesOf(string service) =>
        (state.FindService(service)?.Count ?? 0) + _countChanges.GetValueOrDefault(service);

    /// <summary>An instance after the plan so far, or null.</summary>
    internal ServiceInstance? Find(InstanceKey key) =>
        _changes.TryGetValue(key, out PlannedChange? change) ? change.Next : state.Find(key);

    /// <summary>The instances of a service after the plan so far, and what stands against each.</summary>
    internal IEnumerable<(ServiceInstance Instance, HealthFaults Faults)> MembersOf(string service)
    {
        foreach (ServiceInstance instance in state.FindService(service)?.Instances ?? [])
        {
            if (!_changes.ContainsKey(instance.Key))
                yield return (instance, instance.Faults);
        }

        foreach (PlannedChange change in _changes.Values)
        {
            if (change.Next is { } next && change.Key.Service == service)
                yield return (next, change.Faults);
        }
    }

    /// <summary>The settings of a service after the plan so far, or null.</summary>
    internal StoredSettings? SettingsOf(string service) =>
        _settings.TryGetValue(service, out PlannedSettings planned) ? planned.Next : state.FindService(service)?.Settings;

    /// <summary>The route rules of a service after the plan so far, or null.</summary>
    internal StoredRoutes? RoutesOf(string service) =>
        _routes.TryGetValue(service, out PlannedRoutes planned) ? planned.Next : state.FindService(service)?.Routes;

    /// <summary>Whether a service exists after the plan so far even without an instance.</summary>
    internal bool IsDeclared(string service) => SettingsOf(service) is not null || RoutesOf(service) is not null;

    /// <summary>What an operator says about an instance after the plan so far, or null.</summary>
    internal StoredOverride? OverrideOf(InstanceKey key) =>
        _overrides.TryGetValue(key, out StoredOverride? stored) ? stored : state.FindOverride(key);

    /// <summary>Registers an instance, or replaces its registration.</summary>
    internal ServiceInstance Register(Registration registration, string? owner)
    {
        PlannedChange change = ChangeOf(registration.Key);
        long revision = ++_revision;
        var stored = new StoredInstance(state.Share(registration), revision, revision, time.GetUtcNow(), owner);
        if (change.Next is null)
            Count(registration.Key.Service, 1);

        // What the server has seen itself does not change by being registered again: the check says when it does.
        bool isCheckedAsBefore = registration.Check is not null && registration.Check == change.Next?.Registration.Check;
        change.Faults &= isCheckedAsBefore ? HealthFaults.CheckFailing : HealthFaults.None;
        change.Next = new ServiceInstance(stored, Lease.Of(registration, NowMilliseconds));
        change.IsHeld = false;
        change.Revision = revision;
        return change.Next;
    }

    /// <summary>Takes an instance out that is there.</summary>
    internal void Remove(ServiceInstance instance)
    {
        PlannedChange change = ChangeOf(instance.Key);
        change.Next = null;
        change.Revision = ++_revision;
        Count(instance.Key.Service, -1);
    }

    /// <summary>Something happened to an instance that is there.</summary>
    internal void Signal(ServiceInstance instance, InstanceSignal signal)
    {
        PlannedChange change = ChangeOf(instance.Key);
        HealthFaults next = InstanceLife.Next(change.Faults, signal);
        bool isHeld = InstanceLife.IsHeldAfter(change.IsHeld, signal);
        change.IsRenewed |= signal == InstanceSignal.Renewed;
        if (next == change.Faults && isHeld == change.IsHeld)
            return;

        change.Faults = next;
        change.IsHeld = isHeld;
        change.Revision = ++_revision;
    }

    /// <summary>A heartbeat came for an instance that is there. One that loses its lease again and again has to keep it for a while.</summary>
    internal void Renew(ServiceInstance instance)
    {
        HealthFaults before = ChangeOf(instance.Key).Faults;
        Signal(instance, InstanceSignal.Renewed);
        if ((before & HealthFaults.LeaseEnded) != 0 && state.Flaps.IsFlapping(instance, NowMilliseconds))
            Signal(instance, InstanceSignal.Flapped);
        else if ((before & (HealthFaults.LeaseEnded | HealthFaults.Flapping)) == HealthFaults.Flapping
            && state.Flaps.HasProved(instance, NowMilliseconds))
            Signal(instance, InstanceSignal.Settled);
    }

    /// <summary>Lets the guard look how many are silent.</summary>
    internal void AskGuard() => state.Guard.Look(state, NowMilliseconds, time.GetUtcNow());

    /// <summary>If the guard has just tripped, those that it came too late for are brought back.</summary>
    internal void BringBackLost()
    {
        foreach (ServiceInstance lapsed in state.Guard.Lost)
        {
            if (ReferenceEquals(Find(lapsed.Key), lapsed))
                Signal(lapsed, InstanceSignal.Held);
        }
    }

    /// <summary>Whether the guard holds this very instance after the plan so far.</summary>
    internal bool IsHeld(ServiceInstance instance) =>
        ReferenceEquals(Find(instance.Key), instance)
        && (_changes.TryGetValue(instance.Key, out PlannedChange? change) ? change.IsHeld : instance.IsHeld);

    /// <summary>Sets, or takes back, the settings of a service.</summary>
    internal StoredSettings? Set(string service, ServiceSettings? settings)
    {
        long revision = ++_revision;
        StoredSettings? stored = settings is null ? null : new StoredSettings(service, settings, revision);
        _settings[service] = new PlannedSettings(stored, revision);
        return stored;
    }

    /// <summary>Sets, or takes back, the route rules of a service.</summary>
    internal StoredRoutes? SetRoutes(string service, IReadOnlyList<RouteRule>? rules)
    {
        long revision = ++_revision;
        StoredRoutes? stored = rules is null ? null : new StoredRoutes(service, rules, revision);
        _routes[service] = new PlannedRoutes(stored, revision);
        return stored;
    }

    /// <summary>Reckons the ends of a service's faults anew.</summary>
    internal void Refresh(StoredRoutes routes) => _refreshedRoutes.Add(routes);

    /// <summary>Sets, or takes back, what an operator says about an instance, whether it is registered or not.</summary>
    internal void Set(InstanceKey key, InstanceOverride? value)
    {
        bool had = OverrideOf(key) is not null;
        long revision = ++_revision;
        _overrides[key] = value is null ? null : new StoredOverride(key, value, revision);
        _overrideCountChange += (value is null ? 0 : 1) - (had ? 1 : 0);
        if (Find(key) is not null)
            ChangeOf(key).Revision = revision;
    }

    /// <summary>Answers of the registry's zones differ for a reason that is not registered.</summary>
    internal void NoteOtherAnswers()
    {
        _otherAnswersDiffer = true;
        _revision++;
    }

    /// <summary>How long an answer with this instance may still live in a cache.</summary>
    internal TimeSpan CacheLifeOf(ServiceInstance instance)
    {
        if (instance.State != InstanceState.Passing)
            return TimeSpan.Zero;

        string service = instance.Key.Service;
        long former = (state.FindService(service)?.FormerAnswersEndAt ?? 0) - NowMilliseconds;
        return TimeSpan.FromMilliseconds(Math.Max(former, 1000L * TtlSecondsOf(SettingsOf(service))));
    }

    /// <summary>Works out what DNS will answer, and from that the batch to keep.</summary>
    /// <param name="serial">The serial before the batch; it moves when any answer differs.</param>
    /// <param name="isOwed">Whether it has to move for answers that differ since the last commit.</param>
    internal StoreCommit ToCommit(SerialNumber serial, bool isOwed)
    {
        int critical = state.CriticalCount;
        bool answersDiffer = isOwed || _otherAnswersDiffer
            || _settings.Any(entry => Differs(entry.Key, entry.Value.Next)) || _routes.Any(entry => Differs(entry.Key, entry.Value.Next));
        var writes = new List<InstanceWrite>(_changes.Count);
        foreach (PlannedChange change in _changes.Values)
        {
            critical += CriticalAfter(change) - (change.Former?.State == InstanceState.Critical ? 1 : 0);
            change.Endpoint = change.Next is null
                ? null
                : EndpointProjection.EndpointOf(change.Next, change.Faults, OverrideOf(change.Key)?.Override, change.IsHeld);
            answersDiffer |= Differs(change);
            if (change.IsWritten)
                writes.Add(new InstanceWrite(change.Key, change.Next?.Stored));
        }

        SettingsWrite[] settings = [.. _settings.Select(entry => new SettingsWrite(entry.Key, entry.Value.Next))];
        var head = new StoredHead(_revision, answersDiffer ? serial.Next : serial, critical == 0);
        return new StoreCommit(head, writes, settings)
        {
            Routes = [.. _routes.Select(entry => new RoutesWrite(entry.Key, entry.Value.Next))],
            Overrides = [.. _overrides.Select(entry => new OverrideWrite(entry.Key, entry.Value))],
        };
    }

    /// <summary>Notes how long caches may hold what was answered under the settings that this plan replaces.</summary>
    internal void KeepFormerTtls()
    {
        foreach (string service in _settings.Keys)
        {
            if (state.FindService(service) is { } record)
                record.FormerAnswersEndAt = Math.Max(record.FormerAnswersEndAt, NowMilliseconds + (1000L * TtlSecondsOf(record.Settings)));
        }
    }

    private static int CriticalAfter(PlannedChange change) => change.State == InstanceState.Critical ? 1 : 0;

    /// <summary>Whether other settings change an answer: a service with instances by its policy, one without by whether it is declared.</summary>
    private bool Differs(string name, StoredSettings? settings) => state.FindService(name) is { Count: > 0 } service
        ? PolicyProjection.PolicyOf(service.Settings?.Settings, options.DefaultTtlSeconds)
            != PolicyProjection.PolicyOf(settings?.Settings, options.DefaultTtlSeconds)
        : IsDeclaredAnew(name);

    /// <summary>Whether other rules may change an answer: the same list again changes none.</summary>
    private bool Differs(string name, StoredRoutes? routes) => state.FindService(name) is { Count: > 0 } service
        ? !(service.Routes?.Rules ?? []).SequenceEqual(routes?.Rules ?? [])
        : IsDeclaredAnew(name);

    private bool IsDeclaredAnew(string service) => (state.FindService(service)?.IsDeclared ?? false) != IsDeclared(service);

    private static bool Differs(PlannedChange change)
    {
        if (change.Former?.Endpoint is not { } former || change.Endpoint is not { } endpoint)
            return change.Former is not null || change.Next is not null;

        return !former.IsAnsweredLike(endpoint)
            || EndpointProjection.PlaceOf(change.Former!.Registration) != EndpointProjection.PlaceOf(change.Next!.Registration);
    }

    private int TtlSecondsOf(StoredSettings? settings) => settings?.Settings.TtlSeconds ?? options.DefaultTtlSeconds;

    private PlannedChange ChangeOf(InstanceKey key)
    {
        if (!_changes.TryGetValue(key, out PlannedChange? change))
        {
            change = new PlannedChange(key, state.Find(key));
            _changes.Add(key, change);
        }

        return change;
    }

    private void Count(string service, int difference)
    {
        _countChanges[service] = _countChanges.GetValueOrDefault(service) + difference;
        _countChange += difference;
    }
}
