using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Api.Heartbeats;

/// <summary>One heartbeat of a bulk call.</summary>
/// <param name="Key">Which instance.</param>
/// <param name="Generation">The generation that the caller registered; null means any.</param>
internal readonly record struct Heartbeat(InstanceKey Key, long? Generation);
