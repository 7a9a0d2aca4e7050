using System.ComponentModel.DataAnnotations;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Contracts;

/// <summary>The route rules of a service, in the order in which they are tried.</summary>
internal record RouteListBody
{
    /// <summary>The rules.</summary>
    [MaxLength(RouteListRules.MaxRules)]
    public required IReadOnlyList<RouteRuleBody> Rules { get; init; }
}
