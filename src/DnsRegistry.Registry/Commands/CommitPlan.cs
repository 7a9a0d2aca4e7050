using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Registry.Services;
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
/// <param name="changes">Takes the changes of instances; nothing is in it yet.</param>
internal sealed class CommitPlan(
    RegistryState state, RegistryOptions options, TimeProvider time, bool canWrite, PlannedInstances changes)
{
    private readonly PlannedCounts _counts = new();
    private readonly long _formerRevision = state.Revision;
    private List<StoredRoutes>? _refreshedRoutes;
    private int _overrideCountChange;

    /// <summary>Holds instances whose leases end together.</summary>
    internal ExpiryGuard Guard => state.Guard;

    /// <summary>Limits and defaults.</summary>
    internal RegistryOptions Options => options;

    /// <summary>Whether the store takes writes.</summary>
    internal bool CanWrite => canWrite;

    /// <summary>The moment of the batch, on the monotonic clock.</summary>
    internal long NowMilliseconds { get; } = time.MonotonicMilliseconds();

    /// <summary>Whether anything changes at all.</summary>
    internal bool IsEmpty => !HasWrites && Changes.Count == 0 && RefreshedRoutes.Count == 0;

    /// <summary>Whether anything changes that has to be kept: a renewed lease alone has not.</summary>
    internal bool HasWrites => Revision != _formerRevision;

    /// <summary>The changes of instances.</summary>
    internal PlannedInstances Changes => changes;

    /// <summary>The changes of settings.</summary>
    internal PlannedDocuments<string, StoredSettings> Settings { get; private set; } = PlannedDocuments<string, StoredSettings>.None;

    /// <summary>The changes of route rules.</summary>
    internal PlannedDocuments<string, StoredRoutes> Routes { get; private set; } = PlannedDocuments<string, StoredRoutes>.None;

    /// <summary>The changes of overrides.</summary>
    internal PlannedDocuments<InstanceKey, StoredOverride> ChangedOverrides { get; private set; } =
        PlannedDocuments<InstanceKey, StoredOverride>.None;

    /// <summary>Route rules that stay as they are, but whose ends are to be reckoned anew.</summary>
    internal IReadOnlyList<StoredRoutes> RefreshedRoutes => _refreshedRoutes ?? (IReadOnlyList<StoredRoutes>)[];

    /// <summary>Whether answers differ for a reason that is not registered.</summary>
    internal bool HasOtherAnswers { get; private set; }

    /// <summary>Overrides in all after the plan so far.</summary>
    internal int Overrides => state.OverrideCount + _overrideCountChange;

    /// <summary>The revision after the batch.</summary>
    internal long Revision { get; private set; } = state.Revision;

    /// <summary>Instances in all after the plan so far.</summary>
    internal int Instances => state.Count + _counts.All;

    /// <summary>Instances of one service after the plan so far.</summary>
    internal int InstancesOf(string service) => (state.FindService(service)?.Count ?? 0) + _counts.Of(service);

    /// <summary>An instance after the plan so far, or null.</summary>
    internal ServiceInstance? Find(InstanceKey key) => Changes.Find(key) is { } change ? change.Next : state.Find(key);

    /// <summary>The instances of a service after the plan so far, and what stands against each.</summary>
    internal IEnumerable<(ServiceInstance Instance, HealthFaults Faults)> MembersOf(string service)
    {
        foreach (ServiceInstance instance in state.FindService(service)?.Instances ?? ArraySegment<ServiceInstance>.Empty)
        {
            if (Changes.Find(instance.Key) is null)
                yield return (instance, instance.Faults);
        }

        foreach (PlannedChange change in Changes)
        {
            if (change.Next is { } next && change.Key.Service == service)
                yield return (next, change.Faults);
        }
    }

    /// <summary>The settings of a service after the plan so far, or null.</summary>
    internal StoredSettings? SettingsOf(string service) => Settings.Find(service, state.FindService(service)?.Settings);

    /// <summary>The route rules of a service after the plan so far, or null.</summary>
    internal StoredRoutes? RoutesOf(string service) => Routes.Find(service, state.FindService(service)?.Routes);

    /// <summary>Whether a service exists after the plan so far even without an instance.</summary>
    internal bool IsDeclared(string service) => SettingsOf(service) is not null || RoutesOf(service) is not null;

    /// <summary>What an operator says about an instance after the plan so far, or null.</summary>
    internal StoredOverride? OverrideOf(InstanceKey key) => ChangedOverrides.Find(key, state.FindOverride(key));

    /// <summary>Registers an instance, or replaces its registration.</summary>
    internal ServiceInstance Register(Registration registration, string? owner)
    {
        // Shared first: the store keeps the key that the change has, as long as the instance is registered.
        Registration kept = state.Share(registration);
        PlannedChange change = Changes.Of(kept.Key);
        long revision = ++Revision;
        var stored = new StoredInstance(kept, revision, revision, time.GetUtcNow(), owner);
        if (change.Next is null)
            _counts.Add(kept.Key.Service, 1);

        // What the server has seen itself does not change by being registered again: the check says when it does.
        bool isCheckedAsBefore = kept.Check is not null && kept.Check == change.Next?.Registration.Check;
        change.Faults &= isCheckedAsBefore ? HealthFaults.CheckFailing : HealthFaults.None;
        change.Next = new ServiceInstance(stored, Lease.Of(kept, NowMilliseconds));
        change.IsHeld = false;
        change.Revision = revision;
        return change.Next;
    }

    /// <summary>Takes an instance out that is there.</summary>
    internal void Remove(ServiceInstance instance)
    {
        PlannedChange change = Changes.Of(instance.Key);
        change.Next = null;
        change.Revision = ++Revision;
        _counts.Add(instance.Key.Service, -1);
    }

    /// <summary>Something happened to an instance that is there.</summary>
    internal void Signal(ServiceInstance instance, InstanceSignal signal)
    {
        PlannedChange change = Changes.Of(instance.Key);
        HealthFaults next = InstanceLife.Next(change.Faults, signal);
        bool isHeld = InstanceLife.IsHeldAfter(change.IsHeld, signal);
        change.IsRenewed |= signal == InstanceSignal.Renewed;
        if (next == change.Faults && isHeld == change.IsHeld)
            return;

        change.Faults = next;
        change.IsHeld = isHeld;
        change.Revision = ++Revision;
    }

    /// <summary>
    /// A heartbeat came for an instance that is there. One that loses its lease again and again has to keep it for a while.
    /// </summary>
    internal void Renew(ServiceInstance instance)
    {
        HealthFaults before = Changes.Of(instance.Key).Faults;
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
        ReferenceEquals(Find(instance.Key), instance) && (Changes.Find(instance.Key)?.IsHeld ?? instance.IsHeld);

    /// <summary>Sets, or takes back, the settings of a service.</summary>
    internal StoredSettings? Set(string service, ServiceSettings? settings)
    {
        long revision = ++Revision;
        StoredSettings? stored = settings is null ? null : new StoredSettings(service, settings, revision);
        Settings = Settings.Put(service, stored, revision);
        return stored;
    }

    /// <summary>Sets, or takes back, the route rules of a service.</summary>
    internal StoredRoutes? SetRoutes(string service, IReadOnlyList<RouteRule>? rules)
    {
        long revision = ++Revision;
        StoredRoutes? stored = rules is null ? null : new StoredRoutes(service, rules, revision);
        Routes = Routes.Put(service, stored, revision);
        return stored;
    }

    /// <summary>Reckons the ends of a service's faults anew.</summary>
    internal void Refresh(StoredRoutes routes) => (_refreshedRoutes ??= []).Add(routes);

    /// <summary>Sets, or takes back, what an operator says about an instance, whether it is registered or not.</summary>
    internal void Set(InstanceKey key, InstanceOverride? value)
    {
        bool had = OverrideOf(key) is not null;
        long revision = ++Revision;
        ChangedOverrides = ChangedOverrides.Put(key, value is null ? null : new StoredOverride(key, value, revision), revision);
        _overrideCountChange += (value is null ? 0 : 1) - (had ? 1 : 0);
        if (Find(key) is not null)
            Changes.Of(key).Revision = revision;
    }

    /// <summary>Answers of the registry's zones differ for a reason that is not registered.</summary>
    internal void NoteOtherAnswers()
    {
        HasOtherAnswers = true;
        Revision++;
    }

    /// <summary>How long an answer with this instance may still live in a cache.</summary>
    internal TimeSpan CacheLifeOf(ServiceInstance instance)
    {
        if (instance.State != InstanceState.Passing)
            return TimeSpan.Zero;

        string service = instance.Key.Service;
        long former = (state.FindService(service)?.FormerAnswersEndAt ?? 0) - NowMilliseconds;
        int ttlSeconds = SettingsOf(service)?.Settings.TtlSeconds ?? options.DefaultTtlSeconds;
        return TimeSpan.FromMilliseconds(Math.Max(former, 1000L * ttlSeconds));
    }
}
