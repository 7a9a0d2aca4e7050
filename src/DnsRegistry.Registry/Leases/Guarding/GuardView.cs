namespace DnsRegistry.Registry.Leases.Guarding;

/// <summary>The expiry guard while it is on.</summary>
/// <param name="Since">When it tripped, in UTC.</param>
/// <param name="Held">Instances that it keeps in DNS.</param>
public sealed record GuardView(DateTimeOffset Since, int Held);
