using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using DnsRegistry.Registry.Ejection;

namespace DnsRegistry.Api.Contracts;

/// <summary>When an instance is taken out because its callers report failures, and for how long.</summary>
internal sealed record EjectionBody
{
    /// <summary>False takes nothing out, and lets everything in again that is.</summary>
    [DefaultValue(true)]
    [JsonPropertyName("enabled")]
    public bool IsEnabled { get; init; } = true;

    /// <summary>Failures in a row that eject, no two further apart than the window; 0 switches this rule off.</summary>
    [DefaultValue(5)]
    [Range(0, 1000)]
    public int ConsecutiveFailures { get; init; } = 5;

    /// <summary>The share of failures within the window that ejects; 0 switches this rule off.</summary>
    [DefaultValue(0.5)]
    [Range(0.0, 1.0)]
    public double FailureShare { get; init; } = 0.5;

    /// <summary>How long a report counts.</summary>
    [DefaultValue(30)]
    [Range(1, EjectionPolicy.MaxWindowSeconds)]
    public int WindowSeconds { get; init; } = 30;

    /// <summary>Reports that the window must have before their share counts.</summary>
    [DefaultValue(20)]
    [Range(1, 100_000)]
    public int LeastReports { get; init; } = 20;

    /// <summary>Different callers that must have seen failures.</summary>
    [DefaultValue(2)]
    [Range(1, EjectionPolicy.MaxReporters)]
    public int Reporters { get; init; } = 2;

    /// <summary>How long the first ejection lasts; each further one is twice as long.</summary>
    [DefaultValue(30)]
    [Range(1, EjectionPolicy.MaxEjectionSeconds)]
    public int BaseSeconds { get; init; } = 30;

    /// <summary>The longest ejection, at least <c>baseSeconds</c>.</summary>
    [DefaultValue(300)]
    [Range(1, EjectionPolicy.MaxEjectionSeconds)]
    public int MaxSeconds { get; init; } = 300;

    /// <summary>The share of the service that may be out at once; one instance of two or more always may, unless this is 0.</summary>
    [DefaultValue(0.3)]
    [Range(0.0, 1.0)]
    public double MaxShare { get; init; } = 0.3;
}
