using DnsRegistry.Registry.Services;

namespace DnsRegistry.Registry.Commands;

/// <summary>Sets, or takes back, the settings of a service.</summary>
/// <param name="service">The service.</param>
/// <param name="settings">The settings; null takes them back.</param>
internal sealed class SettingsCommand(string service, ServiceSettings? settings)
    : RegistryCommand<(StoredSettings? Former, StoredSettings? Now)>
{
    private protected override (StoredSettings? Former, StoredSettings? Now) PlanResult(CommitPlan plan)
    {
        StoredSettings? former = plan.SettingsOf(service);
        if (former is null && settings is null)
            return (null, null);

        return (former, plan.Set(service, settings));
    }
}
