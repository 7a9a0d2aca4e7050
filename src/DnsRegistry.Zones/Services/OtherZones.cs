namespace DnsRegistry.Zones.Services;

/// <summary>What instances outside the first zone of an answer are good for.</summary>
internal enum OtherZones
{
    /// <summary>Nothing: to this name they do not exist.</summary>
    Nothing,

    /// <summary>They make the name exist, and are not answered.</summary>
    Existence,

    /// <summary>They come second in SRV.</summary>
    SecondInServices,

    /// <summary>They come second in SRV, and stand in for the first zone in other types while it has nobody passing.</summary>
    Second,

    /// <summary>They stand in for the first zone, in all types, while it has nobody passing.</summary>
    StandIn,
}
