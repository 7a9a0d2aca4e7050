using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Services;

/// <summary>What an address is called.</summary>
/// <param name="Name">The full name of the instance.</param>
/// <param name="Service">The label of its service, whose TTL holds here, too.</param>
/// <param name="Endpoint">The instance.</param>
internal readonly record struct ReverseName(DomainName Name, ReadOnlyMemory<byte> Service, Endpoint Endpoint);
