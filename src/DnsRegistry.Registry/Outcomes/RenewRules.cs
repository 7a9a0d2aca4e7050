using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Outcomes;

/// <summary>Whether a heartbeat counts. Pure.</summary>
internal static class RenewRules
{
    /// <summary>Judges a heartbeat.</summary>
    /// <param name="instance">The instance as it is registered now; null when unknown.</param>
    /// <param name="generation">The generation that the caller registered; null means any.</param>
    /// <param name="owner">The caller.</param>
    internal static RenewOutcome Judge(ServiceInstance? instance, long? generation, Caller owner)
    {
        if (instance is null)
            return new RenewOutcome(RenewStatus.Unknown, null);
        if (!instance.IsOpenTo(owner))
            return new RenewOutcome(RenewStatus.OwnedByAnother, instance);
        if (generation is { } given && given != instance.Stored.Generation)
            return new RenewOutcome(RenewStatus.OtherGeneration, instance);
        return new RenewOutcome(RenewStatus.Renewed, instance);
    }
}
