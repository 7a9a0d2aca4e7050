using DnsRegistry.Registry.Ejection;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Registry.Services;

/// <summary>What is set for one service as a whole. Setting anything declares the service: its name exists without an instance.</summary>
public sealed record ServiceSettings
{
    /// <summary>The TTL of its answers in seconds, 0 to 3600; null means the server's default.</summary>
    public int? TtlSeconds { get; init; }

    /// <summary>Whether instances of other zones help out.</summary>
    public ZoneFallback ZoneFallback { get; init; }

    /// <summary>What is answered while instances are registered but none is passing.</summary>
    public EmptyAnswer EmptyAnswer { get; init; }

    /// <summary>The share of passing instances, 0 to 1, below which all are answered instead of the few; 0 switches it off.</summary>
    public double ProtectThreshold { get; init; }

    /// <summary>Instances in one answer, at most, chosen by weight; null answers all.</summary>
    public int? WeightedSubset { get; init; }

    /// <summary>What weights are multiplied with in SRV records; null leaves them as they were registered.</summary>
    public double? WeightScale { get; init; }

    /// <summary>When instances are taken out because callers report failures; null means the defaults.</summary>
    public EjectionPolicy? Ejection { get; init; }
}
