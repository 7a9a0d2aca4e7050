using System.ComponentModel.DataAnnotations;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Contracts;

/// <summary>Conditions, all of which must hold.</summary>
internal sealed record RouteMatchBody
{
    /// <summary>Networks of which one has the client.</summary>
    [MaxLength(RouteListRules.MaxConditions)]
    public IReadOnlyList<string> Client { get; init; } = [];

    /// <summary>Zones of which one is the client's own.</summary>
    [MaxLength(RouteListRules.MaxConditions)]
    public IReadOnlyList<string> Zone { get; init; } = [];

    /// <summary>The share of clients; the same client is always on the same side.</summary>
    [Range(0.0, 100.0)]
    public double Percent { get; init; } = 100;
}
