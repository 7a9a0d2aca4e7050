using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>What is alive in some batches.</summary>
/// <param name="Instances">Registrations.</param>
/// <param name="Settings">Settings of services.</param>
/// <param name="Overrides">Overrides of instances.</param>
internal readonly record struct BatchContent(
    List<StoredInstance> Instances, List<StoredSettings> Settings, List<StoredOverride> Overrides)
{
    /// <summary>Gives it away, one by one.</summary>
    public void HandTo(IStoreReader reader)
    {
        foreach (StoredInstance instance in Instances)
            reader.OnInstance(instance);
        foreach (StoredSettings settings in Settings)
            reader.OnSettings(settings);
        foreach (StoredOverride stored in Overrides)
            reader.OnOverride(stored);
    }
}
