using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Outcomes;

/// <summary>What became of one heartbeat.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Instance">The instance as it is registered now; null when unknown.</param>
public readonly record struct RenewOutcome(RenewStatus Status, ServiceInstance? Instance);
