using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Leases.Guarding;

/// <summary>
/// Tells a fault of the network from the death of instances: when many fall silent at once, they are held, which means
/// that they stay in DNS although their leases have ended. Writer only, but for what it shows.
/// </summary>
/// <remarks>
/// Counted are instances, not heartbeats, each by its own lease and its own pace: a fleet of mixed leases or a slow client
/// is not mistaken for a fault. It trips before the first of many is lost, since the others are overdue by then; where
/// they seemed not to be, those that were lost within one lease are brought back.
/// </remarks>
internal sealed class ExpiryGuard(ExpiryGuardOptions options)
{
    /// <summary>While it is on it looks this often; while it is off, it does not look more often unless many leases end.</summary>
    internal const long LookMilliseconds = 1000;

    private readonly Dictionary<ServiceInstance, long> _held = [];
    private readonly RecentLapses _lapses = new();
    private long? _calmSince;
    private long _nextLookAt = long.MinValue;
    private int _lapsesSinceLook;
    private bool _hasJustTripped;
    private volatile GuardView? _view;

    /// <summary>What it shows: null while it is off.</summary>
    internal GuardView? View => _view;

    /// <summary>What it saw when it tripped last.</summary>
    internal LeaseCount Alarm { get; private set; }

    /// <summary>Whether it has tripped.</summary>
    internal bool IsOn => _view is not null;

    /// <summary>The instances that it holds.</summary>
    internal IReadOnlyCollection<ServiceInstance> Held => _held.Keys;

    /// <summary>Those that left DNS shortly before it tripped, until they are back.</summary>
    internal IReadOnlyCollection<ServiceInstance> Lost => _hasJustTripped ? _lapses.Instances : [];

    /// <summary>Whether it is worth while to look, now that some leases end: at once when there are many, else once in a while.</summary>
    internal bool HasToLook(int ending, long nowMilliseconds)
    {
        if (IsOn || options.SharePercent == 0 || ending == 0)
            return false;

        _lapsesSinceLook += ending;
        if (nowMilliseconds < _nextLookAt && _lapsesSinceLook < options.LeastLeases)
            return false;

        _nextLookAt = nowMilliseconds + LookMilliseconds;
        _lapsesSinceLook = 0;
        return true;
    }

    /// <summary>Looks how things stand, and trips if they are alarming.</summary>
    internal void Look(RegistryState state, long nowMilliseconds, DateTimeOffset timeOfDay)
    {
        _lapses.Forget(nowMilliseconds);
        LeaseCount running = SilenceCount.Of(state, nowMilliseconds);
        int known = _lapses.Count + _held.Count;
        var count = new LeaseCount(running.Silent + known, running.All + known);
        bool isAlarming = GuardRules.IsAlarming(count, options);
        _calmSince = isAlarming ? null : _calmSince ?? nowMilliseconds;
        if (!isAlarming || IsOn)
            return;

        _view = new GuardView(timeOfDay, _held.Count);
        _hasJustTripped = true;
        Alarm = count;
    }

    /// <summary>Whether a lease that ends now is held.</summary>
    internal bool Holds(ServiceInstance instance, long nowMilliseconds) =>
        IsOn && HeldUntil(instance, nowMilliseconds) > nowMilliseconds;

    /// <summary>Those whose time is over: from now on the ordinary rule applies to them.</summary>
    internal IEnumerable<ServiceInstance> Overheld(long nowMilliseconds) =>
        _held.Where(held => HeldUntil(held.Key, held.Value) <= nowMilliseconds).Select(held => held.Key);

    /// <summary>Switches it off when nobody is held any more and nothing alarms.</summary>
    /// <returns>Whether it was on until now.</returns>
    internal bool TryEnd()
    {
        if (!IsOn || _held.Count > 0 || _calmSince is null)
            return false;

        _view = null;
        return true;
    }

    /// <summary>Takes over what became of one lease.</summary>
    /// <param name="instance">Whose.</param>
    /// <param name="wasHeld">Whether it was held before.</param>
    /// <param name="hadEnded">Whether it had ended for good before.</param>
    /// <param name="nowMilliseconds">Now.</param>
    internal void Note(ServiceInstance instance, bool wasHeld, bool hadEnded, long nowMilliseconds)
    {
        bool hasEnded = (instance.Faults & HealthFaults.LeaseEnded) != 0;
        if (instance.IsHeld && !wasHeld)
            _held.Add(instance, nowMilliseconds);
        else if (wasHeld && !instance.IsHeld)
            _held.Remove(instance);

        if (hadEnded && !hasEnded)
            _lapses.Remove(instance);
        else if (hasEnded && !hadEnded && !wasHeld)
            _lapses.Add(instance, nowMilliseconds); // one that it gave up must not make it trip again
    }

    /// <summary>An instance is gone.</summary>
    internal void Forget(ServiceInstance instance)
    {
        _lapses.Remove(instance);
        _held.Remove(instance);
    }

    /// <summary>Gives back time in which nobody could be heard.</summary>
    internal void GiveBack(long lostMilliseconds)
    {
        foreach (ServiceInstance instance in _held.Keys.ToArray())
            _held[instance] += lostMilliseconds;
        _calmSince += lostMilliseconds;
    }

    /// <summary>What was planned has happened: shows to others how many are held.</summary>
    internal void Show()
    {
        _hasJustTripped = false;
        if (_view is { } view && view.Held != _held.Count)
            _view = view with { Held = _held.Count };
    }

    private long HeldUntil(ServiceInstance instance, long heldSince) =>
        GuardRules.HeldUntil(heldSince, instance.Lease.DurationMilliseconds, _calmSince, options);
}
