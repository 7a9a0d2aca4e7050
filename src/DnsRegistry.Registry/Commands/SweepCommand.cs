using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;

namespace DnsRegistry.Registry.Commands;

/// <summary>Looks at the leases whose time has come.</summary>
/// <param name="calendar">The leases.</param>
internal sealed class SweepCommand(LeaseCalendar calendar) : RegistryCommand
{
    /// <summary>How long an instance is left alone that could not be removed because the store is out of order.</summary>
    private const long RetryMilliseconds = 1000;

    private readonly List<ServiceInstance> _due = [];
    private long _notBefore;

    /// <inheritdoc/>
    internal override bool NeedsNoStore => true;

    /// <inheritdoc/>
    internal override void Plan(CommitPlan plan)
    {
        while (calendar.TakeDue(plan.NowMilliseconds) is { } due)
            _due.AddRange(due);

        _notBefore = plan.CanWrite ? 0 : plan.NowMilliseconds + RetryMilliseconds;
        int ending = _due.Count(instance => IsEnding(plan, instance));
        if (plan.Guard.HasToLook(ending, plan.NowMilliseconds))
            plan.AskGuard();
        plan.BringBackLost();
        foreach (ServiceInstance instance in _due)
            Look(plan, instance);
    }

    /// <inheritdoc/>
    internal override void Acknowledge()
    {
        foreach (ServiceInstance instance in _due)
            calendar.Schedule(instance, _notBefore);
    }

    /// <inheritdoc/>
    internal override void Fail(Exception reason) => Acknowledge();

    private static bool IsEnding(CommitPlan plan, ServiceInstance instance) =>
        !instance.HasLapsed && instance.Lease.EndsAtMilliseconds <= plan.NowMilliseconds;

    private static void Look(CommitPlan plan, ServiceInstance instance)
    {
        // Whoever was registered anew or removed since has another entry, or needs none; and the guard lets go by itself.
        if (!ReferenceEquals(plan.Find(instance.Key), instance) || plan.IsHeld(instance))
            return;

        if (IsEnding(plan, instance) && plan.Guard.Holds(instance, plan.NowMilliseconds))
            plan.Signal(instance, InstanceSignal.Held);
        else if (instance.Lease.RemovedAtMilliseconds <= plan.NowMilliseconds && plan.CanWrite)
            plan.Remove(instance);
        else if (instance.Lease.EndsAtMilliseconds <= plan.NowMilliseconds)
            plan.Signal(instance, InstanceSignal.LeaseEnded);
    }
}
