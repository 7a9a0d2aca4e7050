using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Commands;

/// <summary>Lets the guard look again while it is on, and lets go of those that it has held long enough.</summary>
/// <param name="note">Is told how many were let go. Writer only.</param>
internal sealed class GuardCommand(Action<int> note) : RegistryCommand
{
    private int _letGo;

    /// <inheritdoc/>
    internal override bool NeedsNoStore => true;

    /// <inheritdoc/>
    internal override void Plan(CommitPlan plan)
    {
        _letGo = 0;
        plan.AskGuard();
        plan.BringBackLost();
        foreach (ServiceInstance instance in plan.Guard.Overheld(plan.NowMilliseconds))
        {
            if (!plan.IsHeld(instance))
                continue;

            plan.Signal(instance, InstanceSignal.LeaseEnded);
            _letGo++;
        }
    }

    /// <inheritdoc/>
    internal override void Acknowledge() => note(_letGo);

    /// <inheritdoc/>
    internal override void Fail(Exception reason)
    {
    }
}
