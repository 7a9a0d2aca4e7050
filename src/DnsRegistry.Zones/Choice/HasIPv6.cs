using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>Instances with an IPv6 address.</summary>
internal readonly struct HasIPv6 : IMemberFilter
{
    /// <inheritdoc/>
    public bool Accepts(EndpointBlock block, int index) => block.Members[index].IPv6Count > 0;
}
