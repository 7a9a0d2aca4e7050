namespace DnsRegistry.Registry.Outcomes;

/// <summary>What became of one deregistration.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Drain">How long an answer with the instance in it may still live in a cache.</param>
public readonly record struct DeregisterOutcome(DeregisterStatus Status, TimeSpan Drain);
