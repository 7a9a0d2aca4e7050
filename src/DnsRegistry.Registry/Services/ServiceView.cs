using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Services;

/// <summary>One service as it stood at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Settings">Its settings; null when nothing is set.</param>
/// <param name="Revision">
/// The revision of its last change: of an instance, of an instance's health, of the settings or of the rules.
/// </param>
/// <param name="Instances">Its instances by id; empty for one that is only declared.</param>
public sealed record ServiceView(
    string Name, StoredSettings? Settings, long Revision, IReadOnlyList<ServiceInstance> Instances)
{
    /// <summary>Its route rules; null when there are none.</summary>
    public StoredRoutes? Routes { get; init; }
}
