namespace DnsRegistry.Zones.Services;

/// <summary>A named port in wire terms.</summary>
/// <param name="Name">The name without underscore, lower-cased.</param>
/// <param name="IsUdp">Whether the protocol label is <c>_udp</c> rather than <c>_tcp</c>.</param>
/// <param name="Port">1 to 65535.</param>
public readonly record struct EndpointPort(ReadOnlyMemory<byte> Name, bool IsUdp, ushort Port);
