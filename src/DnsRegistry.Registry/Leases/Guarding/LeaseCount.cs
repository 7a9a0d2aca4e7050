namespace DnsRegistry.Registry.Leases.Guarding;

/// <summary>How many leases there are, and how many of them nobody keeps.</summary>
/// <param name="Silent">Those whose heartbeat is overdue, or that have ended within the length of one lease.</param>
/// <param name="All">Those, and all that run.</param>
internal readonly record struct LeaseCount(int Silent, int All);
