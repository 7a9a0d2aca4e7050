using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>Instances with an IPv6 address.</summary>
internal readonly struct HasIPv6 : IMemberFilter
{
    /// <inheritdoc/>
    public bool Accepts(Endpoint endpoint) => endpoint.IPv6Count > 0;
}
