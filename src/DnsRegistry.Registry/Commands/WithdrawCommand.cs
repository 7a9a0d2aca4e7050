using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Commands;

/// <summary>Takes held instances out of DNS that have refused a connection.</summary>
/// <param name="refused">The instances; who has come back since is left alone.</param>
/// <param name="note">Is told how many have gone. Writer only.</param>
internal sealed class WithdrawCommand(IReadOnlyList<ServiceInstance> refused, Action<int> note) : RegistryCommand
{
    private int _withdrawn;

    /// <inheritdoc/>
    internal override bool NeedsNoStore => true;

    /// <inheritdoc/>
    internal override void Plan(CommitPlan plan)
    {
        _withdrawn = 0;
        foreach (ServiceInstance instance in refused)
        {
            if (!plan.IsHeld(instance))
                continue;

            plan.Signal(instance, InstanceSignal.LeaseEnded);
            _withdrawn++;
        }
    }

    /// <inheritdoc/>
    internal override void Acknowledge() => note(_withdrawn);

    /// <inheritdoc/>
    internal override void Fail(Exception reason)
    {
    }
}
