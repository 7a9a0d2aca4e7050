using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>One instance that was chosen for an answer.</summary>
internal struct MemberPick : IWeighted
{
    /// <summary>The cell it is in.</summary>
    internal Cell Cell;

    /// <summary>The instance.</summary>
    internal Endpoint Endpoint;

    /// <summary>Where its name stands in the response, once it is written there.</summary>
    internal int TargetOffset;

    /// <inheritdoc/>
    public float SortKey { readonly get; set; }

    /// <inheritdoc/>
    public readonly ushort Weight => Endpoint.Weight;
}
