using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>Instances that have a host name for an address.</summary>
internal readonly struct HasHost : IMemberFilter
{
    /// <inheritdoc/>
    public bool Accepts(Endpoint endpoint) => endpoint.HasHost;
}
