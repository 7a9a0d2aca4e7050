using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DnsRegistry.Api.Settings;

namespace DnsRegistry.Api.Contracts;

/// <summary>What is set for a service as a whole.</summary>
internal sealed record SettingsBody
{
    /// <summary>The TTL of its answers; the default is the server's.</summary>
    [Range(0, SettingsReader.MaxTtlSeconds)]
    public int TtlSeconds { get; init; }

    /// <summary>Whether instances of other zones help out: not, behind the own ones in SRV, or also for addresses.</summary>
    [AllowedValues("none", "srv", "all")]
    [DefaultValue("none")]
    public string ZoneFallback { get; init; } = "none";

    /// <summary>What is answered while no instance is passing.</summary>
    [AllowedValues("nodata", "nxdomain")]
    [DefaultValue("nodata")]
    public string EmptyAnswer { get; init; } = "nodata";

    /// <summary>The share of passing instances below which all are answered; 0 switches it off.</summary>
    [DefaultValue(0.0)]
    [Range(0.0, 1.0)]
    public double ProtectThreshold { get; init; }

    /// <summary>Instances in one answer, at most, chosen by weight for every query anew; the default is all.</summary>
    [Range(1, SettingsReader.MaxWeightedSubset)]
    public int WeightedSubset { get; init; }

    /// <summary>
    /// What weights are multiplied with in SRV records, for proxies that divide them: 256 for HAProxy. What comes out is
    /// rounded, and kept within 1 and 65535; the default is 1.
    /// </summary>
    [Range(0.0, SettingsReader.MaxWeightScale, MinimumIsExclusive = true)]
    public double WeightScale { get; init; }

    /// <summary>When an instance is taken out because its callers report failures; left out, the defaults hold.</summary>
    public EjectionBody? Ejection { get; init; }
}
