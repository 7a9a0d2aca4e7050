namespace DnsRegistry.Registry.Storage;

/// <summary>One batch of changes that is made durable as a whole. No key stands in it twice.</summary>
/// <param name="Head">The counters after the batch.</param>
/// <param name="Instances">Registrations written or deleted.</param>
/// <param name="Settings">Settings of services written or deleted.</param>
public sealed record StoreCommit(
    StoredHead Head, IReadOnlyList<InstanceWrite> Instances, IReadOnlyList<SettingsWrite> Settings)
{
    /// <summary>Overrides of instances written or deleted.</summary>
    public IReadOnlyList<OverrideWrite> Overrides { get; init; } = [];
}
