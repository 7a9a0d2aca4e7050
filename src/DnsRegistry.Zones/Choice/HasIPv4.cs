using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>Instances with an IPv4 address.</summary>
internal readonly struct HasIPv4 : IMemberFilter
{
    /// <inheritdoc/>
    public bool Accepts(Endpoint endpoint) => endpoint.IPv4Count > 0;
}
