using DnsRegistry.Registry.Health.Probes;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Health;

/// <summary>
/// What the monitor knows of one instance that has a check; those without have none of this. Guarded by the monitor's lock.
/// </summary>
/// <param name="instance">The instance.</param>
/// <param name="check">Its check.</param>
internal sealed class CheckedInstance(ServiceInstance instance, HealthCheck check)
{
    /// <summary>The instance as it is registered now.</summary>
    internal ServiceInstance Instance { get; set; } = instance;

    /// <summary>Which instance.</summary>
    internal InstanceKey Key => Instance.Key;

    /// <summary>Its check.</summary>
    internal HealthCheck Check { get; } = check;

    /// <summary>When it is checked next, on the monotonic clock: an entry of the queue with another moment is an old one.</summary>
    internal long DueMilliseconds { get; set; }

    /// <summary>Whether it is being checked, or waits for room to be.</summary>
    internal bool IsUnderWay { get; set; }

    /// <summary>Whether the instance is gone, or has another check by now.</summary>
    internal bool IsForgotten { get; set; }

    /// <summary>What the checks have shown so far.</summary>
    internal CheckTally Tally { get; set; }

    /// <summary>The outcome of the last check; null before the first.</summary>
    internal ProbeOutcome? Last { get; set; }

    /// <summary>When that was.</summary>
    internal long LastAtMilliseconds { get; set; }
}
