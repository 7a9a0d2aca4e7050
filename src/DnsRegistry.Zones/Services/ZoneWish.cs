namespace DnsRegistry.Zones.Services;

/// <summary>What a name wants of zones beyond the one that is written in its zone position.</summary>
internal enum ZoneWish
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// One zone before the others: others come second in SRV, and have their addresses answered when it has nobody passing.
    /// </summary>
    First,

    /// <summary>The same for the client's zone, which has not been looked up yet: <c>near</c>.</summary>
    Near,

    /// <summary>One zone alone while it has somebody passing, else all: <c>prefer._zone</c>.</summary>
    Alone,

    /// <summary>One zone and no other: <c>pin._zone</c>.</summary>
    Only,

    /// <summary>It is the end of a longer name that has a wish, and has no data itself.</summary>
    Inner,
}
