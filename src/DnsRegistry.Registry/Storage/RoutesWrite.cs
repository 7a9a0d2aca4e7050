using DnsRegistry.Registry.Services;

namespace DnsRegistry.Registry.Storage;

/// <summary>The route rules of one service to write.</summary>
/// <param name="Service">Which service.</param>
/// <param name="Value">What to keep; null deletes it, and deleting what is not there is no fault.</param>
public readonly record struct RoutesWrite(string Service, StoredRoutes? Value);
