using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Storage;

/// <summary>The override of one instance to write.</summary>
/// <param name="Key">Which instance.</param>
/// <param name="Value">What to keep; null deletes it, and deleting what is not there is no fault.</param>
public readonly record struct OverrideWrite(InstanceKey Key, StoredOverride? Value);
