namespace DnsRegistry.Registry.Instances;

/// <summary>
/// The override of one instance as it is kept on disk: apart from the registration, so that it outlives a new one, and the
/// instance's leaving and coming back.
/// </summary>
/// <param name="Key">Which instance.</param>
/// <param name="Override">What the operator says.</param>
/// <param name="Revision">The revision of the registry that wrote it.</param>
public sealed record StoredOverride(InstanceKey Key, InstanceOverride Override, long Revision);
