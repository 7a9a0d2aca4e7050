using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Api.Contracts;

/// <summary>A check: exactly one of <c>tcp</c>, <c>http</c> and <c>grpc</c>.</summary>
internal sealed record CheckBody
{
    /// <summary>Host and port that take a connection.</summary>
    public string Tcp { get; init; } = "";

    /// <summary>A URL, http or https, that answers GET with 2xx.</summary>
    public string Http { get; init; } = "";

    /// <summary>Host and port whose gRPC health service says SERVING; <c>https://</c> before them asks over TLS.</summary>
    public string Grpc { get; init; } = "";

    /// <summary>Seconds from one check to the next.</summary>
    [DefaultValue(CheckReader.DefaultIntervalSeconds)]
    [Range(1, 3600)]
    public int IntervalSeconds { get; init; } = CheckReader.DefaultIntervalSeconds;

    /// <summary>Seconds that an answer may take, no longer than the interval; 3 unless the interval is shorter.</summary>
    [Range(1, HealthCheck.MaxTimeoutSeconds)]
    public int TimeoutSeconds { get; init; }

    /// <summary>Failures in a row that take the instance out of DNS.</summary>
    [DefaultValue(HealthCheck.DefaultFailures)]
    [Range(1, HealthCheck.MaxInARow)]
    public int Failures { get; init; } = HealthCheck.DefaultFailures;

    /// <summary>Passes in a row that bring it back.</summary>
    [DefaultValue(HealthCheck.DefaultPasses)]
    [Range(1, HealthCheck.MaxInARow)]
    public int Passes { get; init; } = HealthCheck.DefaultPasses;
}
