using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Ejection;

/// <summary>How much of a service may be ejected at once.</summary>
internal static class EjectionLimit
{
    /// <summary>
    /// Whether this instance may go too. One of a service may always, or small services would have no circuit breaker; but
    /// never the last that is passing in its zone: an instance that fails at times is better than none.
    /// </summary>
    internal static bool Allows(CommitPlan plan, ServiceInstance instance, double maxShare)
    {
        (int all, int ejected, bool hasOther) = (0, 0, false);
        foreach ((ServiceInstance member, HealthFaults faults) in plan.MembersOf(instance.Key.Service))
        {
            all++;
            ejected += (faults & HealthFaults.Ejected) != 0 && member.Key != instance.Key ? 1 : 0;
            hasOther |= faults == HealthFaults.None
                && member.Key != instance.Key
                && member.Registration.Zone == instance.Registration.Zone
                && plan.OverrideOf(member.Key)?.Override.WeightFor(member.Registration.Weight) != 0;
        }

        return hasOther && maxShare > 0 && ejected + 1 <= Math.Max(1, maxShare * all);
    }
}
