using System.ComponentModel.DataAnnotations;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Contracts;

/// <summary>One route rule.</summary>
internal sealed record RouteRuleBody
{
    /// <summary>What people call it; unique in the list.</summary>
    [StringLength(RouteListRules.MaxNameCharacters, MinimumLength = 1)]
    public string Name { get; init; } = "";

    /// <summary>Whose queries it is about; without it, everybody's.</summary>
    public RouteMatchBody Match { get; init; } = new();

    /// <summary>What is done to them.</summary>
    public required RouteActionBody Action { get; init; }

    /// <summary>Whether it holds even where it leaves nobody to answer with.</summary>
    public bool Force { get; init; }
}
