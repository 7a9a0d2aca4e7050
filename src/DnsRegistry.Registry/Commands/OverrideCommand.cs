using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;

namespace DnsRegistry.Registry.Commands;

/// <summary>Sets, or takes back, what an operator says about one instance.</summary>
/// <param name="key">Which.</param>
/// <param name="value">What to say; null takes it back.</param>
/// <param name="mayBeAbsent">Whether it may be said of an instance that is not registered.</param>
internal sealed class OverrideCommand(InstanceKey key, InstanceOverride? value, bool mayBeAbsent) : RegistryCommand<OverrideStatus>
{
    private protected override OverrideStatus PlanResult(CommitPlan plan)
    {
        StoredOverride? former = plan.OverrideOf(key);
        if (value is null)
            return former is null ? OverrideStatus.UnknownOverride : Set(plan, OverrideStatus.Deleted);
        if (former is not null)
            return Set(plan, OverrideStatus.Replaced);
        if (!mayBeAbsent && plan.Find(key) is null)
            return OverrideStatus.UnknownInstance;
        return plan.Overrides >= plan.Options.MaxOverrides ? OverrideStatus.TooMany : Set(plan, OverrideStatus.Created);
    }

    private OverrideStatus Set(CommitPlan plan, OverrideStatus status)
    {
        plan.Set(key, value);
        return status;
    }
}
