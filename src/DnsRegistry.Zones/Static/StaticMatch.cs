namespace DnsRegistry.Zones.Static;

/// <summary>What static records have to say of one name.</summary>
public readonly struct StaticMatch
{
    internal StaticMatch(StaticMatchKind kind, StaticNode? node, bool isExact)
    {
        Kind = kind;
        Node = node;
        IsExact = isExact;
    }

    /// <summary>How the name relates to the records.</summary>
    public StaticMatchKind Kind { get; }

    /// <summary>Whether static records decide what is answered, whatever else is known of the name.</summary>
    public bool IsOwned => Kind >= StaticMatchKind.Exact;

    /// <summary>The node that answers: the name itself, a wildcard, a cut or the owner of a DNAME.</summary>
    internal StaticNode? Node { get; }

    /// <summary>Whether <see cref="Node"/> has the very name that was asked for.</summary>
    internal bool IsExact { get; }
}
