using DnsRegistry.Registry.Services;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Registry.Commands;

/// <summary>Sets, or takes back, the route rules of a service, always the whole list.</summary>
/// <param name="service">The service.</param>
/// <param name="rules">The rules; null takes them back.</param>
internal sealed class RoutesCommand(string service, IReadOnlyList<RouteRule>? rules)
    : RegistryCommand<(StoredRoutes? Former, StoredRoutes? Now)>
{
    private protected override (StoredRoutes? Former, StoredRoutes? Now) PlanResult(CommitPlan plan)
    {
        StoredRoutes? former = plan.RoutesOf(service);
        if (former is null && rules is null)
            return (null, null);

        return (former, plan.SetRoutes(service, rules));
    }
}
