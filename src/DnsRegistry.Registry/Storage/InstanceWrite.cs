using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Storage;

/// <summary>One registration to write.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Value">What to keep; null deletes it, and deleting what is not there is no fault.</param>
public readonly record struct InstanceWrite(InstanceKey Key, StoredInstance? Value);
