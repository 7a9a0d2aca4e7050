using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Commands;

/// <summary>The checks of an instance have begun to fail, or pass again.</summary>
/// <param name="key">Which instance.</param>
/// <param name="check">The check that was made: one that has another by now is left alone.</param>
/// <param name="isFailing">Whether it fails.</param>
internal sealed class CheckCommand(InstanceKey key, HealthCheck check, bool isFailing) : RegistryCommand
{
    /// <inheritdoc/>
    internal override bool NeedsNoStore => true;

    /// <inheritdoc/>
    internal override int Weight => 0;

    /// <inheritdoc/>
    internal override void Plan(CommitPlan plan)
    {
        ServiceInstance? instance = plan.Find(key);
        if (instance?.Registration.Check == check)
            plan.Signal(instance, isFailing ? InstanceSignal.CheckFailed : InstanceSignal.CheckPassed);
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
