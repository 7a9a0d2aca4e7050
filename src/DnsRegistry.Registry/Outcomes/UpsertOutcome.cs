namespace DnsRegistry.Registry.Outcomes;

/// <summary>What became of a heartbeat that carries a registration: one of the two.</summary>
/// <param name="Renewal">The instance was known as described, or the heartbeat was not for it.</param>
/// <param name="Registration">It was unknown or differed, and was registered or refused.</param>
public readonly record struct UpsertOutcome(RenewOutcome? Renewal, RegisterOutcome? Registration);
