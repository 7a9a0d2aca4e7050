using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Commands;

/// <summary>Lets the guard look again while it is on, and lets go of those that it has held long enough.</summary>
internal sealed class GuardCommand : RegistryCommand
{
    /// <inheritdoc/>
    internal override bool NeedsNoStore => true;

    /// <inheritdoc/>
    internal override void Plan(CommitPlan plan)
    {
        plan.AskGuard();
        plan.BringBackLost();
        foreach (ServiceInstance instance in plan.Guard.Overheld(plan.NowMilliseconds))
        {
            if (plan.IsHeld(instance))
                plan.Signal(instance, InstanceSignal.LeaseEnded);
        }
    }

    /// <inheritdoc/>
    internal override void Acknowledge()
    {
    }

    /// <inheritdoc/>
    internal override void Fail(Exception reason)
    {
    }
}
