namespace DnsRegistry.Registry.Instances;

/// <summary>What identifies one instance: its service and its id within that service, both lower-cased.</summary>
/// <param name="Service">The service name, one DNS label.</param>
/// <param name="Id">The id, one DNS label.</param>
public readonly record struct InstanceKey(string Service, string Id)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Service}/{Id}";
}
