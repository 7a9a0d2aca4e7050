using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>Instances with any port of a protocol; the main port is a TCP one.</summary>
/// <param name="isUdp">The protocol.</param>
internal readonly struct HasProtocol(bool isUdp) : IMemberFilter
{
    /// <inheritdoc/>
    public bool Accepts(Endpoint endpoint)
    {
        if (!isUdp && endpoint.Port != 0)
            return true;

        foreach (EndpointPort port in endpoint.Ports)
        {
            if (port.IsUdp == isUdp)
                return true;
        }

        return false;
    }
}
