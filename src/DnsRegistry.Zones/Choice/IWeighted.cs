namespace DnsRegistry.Zones.Choice;

/// <summary>Something that is chosen as often as its weight says.</summary>
internal interface IWeighted
{
    /// <summary>The weight, at least 1 where there is a choice.</summary>
    ushort Weight { get; }

    /// <summary>What the order of the answer is decided by.</summary>
    float SortKey { get; set; }
}
