using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>Instances with an IPv4 address.</summary>
internal readonly struct HasIPv4 : IMemberFilter
{
    /// <inheritdoc/>
    public bool Accepts(EndpointBlock block, int index) => block.Members[index].IPv4Count > 0;
}
