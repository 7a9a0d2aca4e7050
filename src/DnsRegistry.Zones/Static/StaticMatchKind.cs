namespace DnsRegistry.Zones.Static;

/// <summary>How a name relates to static records. From <see cref="Exact"/> on they own it.</summary>
public enum StaticMatchKind
{
    /// <summary>The name is not in the zone.</summary>
    OutOfZone,

    /// <summary>No static record has to do with the name.</summary>
    None,

    /// <summary>Only longer names have static records: the name exists but has no data (RFC 4592 §2.2.2).</summary>
    EmptyNonTerminal,

    /// <summary>The name has static records.</summary>
    Exact,

    /// <summary>The name does not exist, but a wildcard covers it (RFC 4592 §3.3).</summary>
    Wildcard,

    /// <summary>The name is a zone cut or lies below one: a referral (RFC 1034 §4.3.2 step 3b).</summary>
    Delegation,

    /// <summary>The name lies below one with a DNAME (RFC 6672 §3.2).</summary>
    BelowDName,
}
