using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>Instances that have addresses of their own.</summary>
internal readonly struct HasNoHost : IMemberFilter
{
    /// <inheritdoc/>
    public bool Accepts(Endpoint endpoint) => !endpoint.HasHost;
}
