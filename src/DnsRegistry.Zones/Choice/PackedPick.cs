namespace DnsRegistry.Zones.Choice;

/// <summary>One instance of a packed service that was chosen for an answer.</summary>
internal struct PackedPick : IWeighted
{
    /// <summary>Where it begins in the image.</summary>
    internal ushort Member;

    /// <summary>Where its section begins.</summary>
    internal ushort Section;

    /// <inheritdoc/>
    public ushort Weight { readonly get; set; }

    /// <inheritdoc/>
    public float SortKey { readonly get; set; }
}
