using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;

namespace DnsRegistry.Registry.Commands;

/// <summary>A heartbeat of an instance whose lease has ended, or that is not known: it has to wait its turn.</summary>
/// <param name="key">Which.</param>
/// <param name="generation">The generation that the caller registered; null means any.</param>
/// <param name="owner">The caller.</param>
internal sealed class ReviveCommand(InstanceKey key, long? generation, Caller owner) : RegistryCommand<RenewOutcome>
{
    /// <inheritdoc/>
    internal override bool NeedsNoStore => true;

    private protected override RenewOutcome PlanResult(CommitPlan plan)
    {
        ServiceInstance? instance = plan.Find(key);
        RenewOutcome outcome = RenewRules.Judge(instance, generation, owner);
        if (outcome.Status == RenewStatus.Renewed)
            plan.Renew(instance!);
        return outcome;
    }
}
