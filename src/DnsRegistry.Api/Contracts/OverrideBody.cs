using System.ComponentModel.DataAnnotations;
using DnsRegistry.Api.InstanceOverrides;

namespace DnsRegistry.Api.Contracts;

/// <summary>What an operator says about an instance; what is left out is left to the instance. At least one field is given.</summary>
internal sealed record OverrideBody
{
    /// <summary><c>false</c> takes the instance out of every answer.</summary>
    public bool Enabled { get; init; }

    /// <summary><c>true</c> takes the instance out of every answer, before it goes.</summary>
    public bool Draining { get; init; }

    /// <summary>Its share of the load in place of the registered one; 0 takes it out of every answer.</summary>
    [Range(0, OverrideReader.MaxWeight)]
    public int Weight { get; init; }
}
