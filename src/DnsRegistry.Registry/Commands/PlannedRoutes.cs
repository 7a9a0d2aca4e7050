using DnsRegistry.Registry.Services;

namespace DnsRegistry.Registry.Commands;

/// <summary>What becomes of the route rules of one service in a plan.</summary>
/// <param name="Next">As they will be; null takes them back.</param>
/// <param name="Revision">The revision of the change.</param>
internal readonly record struct PlannedRoutes(StoredRoutes? Next, long Revision);
