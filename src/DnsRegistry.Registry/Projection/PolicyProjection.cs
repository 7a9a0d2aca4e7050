using DnsRegistry.Registry.Services;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Registry.Projection;

/// <summary>Turns a service's settings into how it is answered. Pure.</summary>
internal static class PolicyProjection
{
    /// <summary>How a service with these settings is answered.</summary>
    /// <param name="settings">The settings; null when nothing is set.</param>
    /// <param name="defaultTtlSeconds">The operator's TTL for those who set none.</param>
    internal static AnswerPolicy PolicyOf(ServiceSettings? settings, int defaultTtlSeconds) => new(
        (uint)(settings?.TtlSeconds ?? defaultTtlSeconds),
        settings?.ZoneFallback ?? ZoneFallback.None,
        settings?.EmptyAnswer ?? EmptyAnswer.NoData,
        settings?.ProtectThreshold ?? 0)
    {
        WeightedSubset = settings?.WeightedSubset ?? 0,
        WeightScale = settings?.WeightScale ?? 1,
    };
}
