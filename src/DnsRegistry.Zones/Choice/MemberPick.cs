using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>One instance that was chosen for an answer.</summary>
internal struct MemberPick : IWeighted
{
    /// <summary>The cell it is in.</summary>
    internal Cell Cell;

    /// <summary>The block of the cell.</summary>
    internal EndpointBlock Block;

    /// <summary>Its place in the block.</summary>
    internal int Index;

    /// <summary>Where its name stands in the response, once it is written there.</summary>
    internal int TargetOffset;

    /// <inheritdoc/>
    public float SortKey { readonly get; set; }

    /// <inheritdoc/>
    public readonly ushort Weight => Member.Weight;

    /// <summary>What a query needs of it.</summary>
    internal readonly ref readonly BlockMember Member => ref Block.Members[Index];

    /// <summary>The instance in full.</summary>
    internal readonly Endpoint Endpoint => Block.Endpoints[Index];
}
