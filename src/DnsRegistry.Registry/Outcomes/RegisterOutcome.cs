using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Outcomes;

/// <summary>What became of one registration.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Instance">The instance now registered; null when it was refused.</param>
public readonly record struct RegisterOutcome(RegisterStatus Status, ServiceInstance? Instance);
