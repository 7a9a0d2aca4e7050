using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;

namespace DnsRegistry.Registry.Commands;

/// <summary>Takes one instance out.</summary>
/// <param name="key">Which.</param>
/// <param name="generation">The generation that the caller registered; null means any.</param>
/// <param name="owner">The caller.</param>
internal sealed class DeregisterCommand(InstanceKey key, long? generation, Caller owner) : RegistryCommand<DeregisterOutcome>
{
    private protected override DeregisterOutcome PlanResult(CommitPlan plan)
    {
        ServiceInstance? instance = plan.Find(key);
        if (instance is null)
            return new DeregisterOutcome(DeregisterStatus.Unknown, TimeSpan.Zero);
        if (!instance.IsOpenTo(owner))
            return new DeregisterOutcome(DeregisterStatus.OwnedByAnother, TimeSpan.Zero);
        if (generation is { } given && given != instance.Stored.Generation)
            return new DeregisterOutcome(DeregisterStatus.OtherGeneration, TimeSpan.Zero);

        TimeSpan drain = plan.CacheLifeOf(instance);
        plan.Remove(instance);
        return new DeregisterOutcome(DeregisterStatus.Removed, drain);
    }
}
