using System.ComponentModel.DataAnnotations;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Contracts;

/// <summary>What a rule does: exactly one of these.</summary>
internal sealed record RouteActionBody
{
    /// <summary>Answer with the instances of this version, where the name leaves it open.</summary>
    public string Version { get; init; } = "";

    /// <summary>Answer with the instances of this group, where the name leaves it open.</summary>
    public string Group { get; init; } = "";

    /// <summary>Answer with the instances that have one of these addresses.</summary>
    [MaxLength(RouteListRules.MaxAddresses)]
    public IReadOnlyList<string> Pin { get; init; } = [];

    /// <summary>Answer with the instances of this zone first, where the name leaves it open.</summary>
    public string PreferZone { get; init; } = "";

    /// <summary>Answer with nobody.</summary>
    [AllowedValues("refused", "nodata", "nxdomain")]
    public string Block { get; init; } = "refused";

    /// <summary>Let the answer fail.</summary>
    public RouteFaultBody? Fault { get; init; }

    /// <summary>Copy the query to another DNS server, and go on with the next rule.</summary>
    public RouteMirrorBody? Mirror { get; init; }
}
