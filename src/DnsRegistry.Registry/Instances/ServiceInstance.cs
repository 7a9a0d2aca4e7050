using DnsRegistry.Registry.Leases;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Registry.Instances;

/// <summary>
/// One registered instance in memory: what is stored, its lease and its state. A new registration of the same key makes
/// a new object. Only the registry's writer changes the state; anybody may read it and renew the lease.
/// </summary>
/// <param name="stored">What is on disk.</param>
/// <param name="lease">Its lease.</param>
public sealed class ServiceInstance(in StoredInstance stored, Lease lease) : IAnswerLifetime
{
    /// <summary>The <see cref="CalendarSlot"/> of one that is not in the calendar.</summary>
    internal const long NoCalendarSlot = -1;

    private readonly StoredInstance _stored = stored;
    private volatile HealthFaults _faults;
    private volatile bool _isGone;
    private volatile bool _isHeld;
    private Lease _lease = lease;

    /// <summary>What is on disk.</summary>
    public ref readonly StoredInstance Stored => ref _stored;

    /// <summary>What the client said.</summary>
    public Registration Registration => _stored.Registration;

    /// <summary>Which instance this is.</summary>
    public InstanceKey Key => _stored.Registration.Key;

    /// <summary>Its lease, where it lies.</summary>
    public ref Lease Lease => ref _lease;

    /// <inheritdoc/>
    long IAnswerLifetime.EndsAtMilliseconds => _lease.EndsAtMilliseconds;

    /// <summary>How DNS answers it; null until it is visible.</summary>
    internal Endpoint? Endpoint { get; set; }

    /// <summary>The slot of the lease calendar in which it stands. Writer only.</summary>
    internal long CalendarSlot { get; set; } = NoCalendarSlot;

    /// <summary>What stands against answering it.</summary>
    public HealthFaults Faults
    {
        get => _faults;
        internal set => _faults = value;
    }

    /// <summary>How it is doing.</summary>
    public InstanceState State => _isGone ? InstanceState.Gone : InstanceLife.StateWith(_faults);

    /// <summary>Whether its lease has ended, but the expiry guard keeps it in DNS.</summary>
    public bool IsHeld
    {
        get => _isHeld;
        internal set => _isHeld = value;
    }

    /// <summary>Whether its lease has ended.</summary>
    internal bool HasLapsed => _isHeld || (_faults & HealthFaults.LeaseEnded) != 0;

    /// <summary>Whether its next heartbeat changes more than its lease.</summary>
    internal bool AwaitsHeartbeat => HasLapsed || (_faults & HealthFaults.Flapping) != 0;

    /// <summary>Whether its checks have failed as often as they may.</summary>
    internal bool FailsChecks => (_faults & HealthFaults.CheckFailing) != 0;

    /// <summary>It is no longer registered, or another registration stands in its place.</summary>
    internal void MarkGone() => _isGone = true;

    /// <summary>Whether a caller may change it. What nobody owns, anybody may.</summary>
    internal bool IsOpenTo(Caller caller) => _stored.Owner is null || caller.IsAdmin || Stored.Owner == caller.Owner;
}
