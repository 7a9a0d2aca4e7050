using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DnsRegistry.Api.Registrations;

namespace DnsRegistry.Api.Contracts;

/// <summary>A check: exactly one of <c>tcp</c>, <c>http</c> and <c>grpc</c>.</summary>
internal sealed record CheckBody
{
    /// <summary>Host and port that take a connection.</summary>
    public string Tcp { get; init; } = "";

    /// <summary>A URL that answers GET with 2xx.</summary>
    public string Http { get; init; } = "";

    /// <summary>Host and port whose gRPC health service says SERVING.</summary>
    public string Grpc { get; init; } = "";

    /// <summary>Seconds from one check to the next.</summary>
    [DefaultValue(CheckReader.DefaultIntervalSeconds)]
    [Range(1, 3600)]
    public int IntervalSeconds { get; init; } = CheckReader.DefaultIntervalSeconds;
}
