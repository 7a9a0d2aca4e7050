namespace DnsRegistry.Zones.Routes;

/// <summary>What a rule does.</summary>
public enum RouteActionKind
{
    /// <summary>Answers with the instances of one version, where the query left the version open.</summary>
    Version,

    /// <summary>Answers with the instances of one group, where the query left the group open.</summary>
    Group,

    /// <summary>Answers with the instances that have one of some addresses.</summary>
    Pin,

    /// <summary>Answers with the instances of one zone first, where the query left the zone open.</summary>
    PreferZone,

    /// <summary>Answers with nobody.</summary>
    Block,

    /// <summary>Lets the answer fail in some way, to see what clients make of it.</summary>
    Fault,

    /// <summary>Copies the query to another DNS server; the next rules decide about the answer.</summary>
    Mirror,
}
