using System.Collections.Frozen;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static;

/// <summary>
/// The records of a zone file as a tree of names, frozen once loaded. They are a zone of their own in
/// <see cref="StaticZone"/>; in a zone of the registry they lie over the registered services:
/// <see cref="Find"/> tells whose a name is, <see cref="Answer"/> answers for those that are theirs.
/// </summary>
public sealed class StaticRecords
{
    private readonly FrozenDictionary<DomainName, StaticNode>.AlternateLookup<ReadOnlySpan<byte>> _nodes;
    private readonly int _mostLabels;

    /// <summary>The tree of these records; every name between them and the apex becomes a node.</summary>
    public StaticRecords(ZoneContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        FrozenDictionary<DomainName, StaticNode> nodes = StaticTree.Build(content).ToFrozenDictionary(DomainNameComparer.Instance);
        _nodes = nodes.GetAlternateLookup<ReadOnlySpan<byte>>();
        _mostLabels = nodes.Keys.Max(name => name.LabelCount);
        Content = content;
    }

    /// <summary>The records themselves.</summary>
    public ZoneContent Content { get; }

    /// <summary>The name at the top of the zone.</summary>
    public DomainName Apex => Content.Apex;

    /// <summary>What the records have to say of a name.</summary>
    public StaticMatch Find(scoped in QueryName name)
    {
        // The nearest node at or above the name is the closest encloser (RFC 4592 §3.3.1). Nodes know what lies above them.
        int label = Math.Max(0, name.LabelCount - _mostLabels);
        StaticNode? node = null;
        while (label <= name.LabelCount && !_nodes.TryGetValue(name.From(label), out node))
            label++;

        if (node is null)
            return new StaticMatch(StaticMatchKind.OutOfZone, null, false);

        bool isExact = label == 0;
        if (node.Limit is StaticNode limit)
            return new StaticMatch(limit.Delegation is null ? StaticMatchKind.BelowDName : StaticMatchKind.Delegation, limit, false);
        if (node.Delegation is not null)
            return new StaticMatch(StaticMatchKind.Delegation, node, isExact);
        if (isExact)
            return new StaticMatch(node.IsEmpty ? StaticMatchKind.EmptyNonTerminal : StaticMatchKind.Exact, node, true);
        if (node.DName is not null)
            return new StaticMatch(StaticMatchKind.BelowDName, node, false);

        return node.Wildcard is StaticNode wildcard
            ? new StaticMatch(StaticMatchKind.Wildcard, wildcard, false)
            : new StaticMatch(StaticMatchKind.None, null, false);
    }

    /// <summary>Whether there are records of this type at the apex.</summary>
    public bool HasAtApex(RecordType type) => _nodes.TryGetValue(Apex.Wire, out StaticNode? node) && node.Find(type) is not null;

    /// <summary>Writes the answer to a query. It takes no lock and allocates nothing.</summary>
    /// <param name="query">A question for a name at or below the apex, best one whose match <see cref="StaticMatch.IsOwned"/>.</param>
    /// <param name="background">Who speaks for names that no static record owns.</param>
    /// <param name="writer">A response that holds the question so far.</param>
    /// <returns>The RCODE to finish the response with.</returns>
    public Rcode Answer(scoped in ZoneQuery query, IStaticBackground background, ref ResponseWriter writer) =>
        StaticAnswer.Write(this, background, query, ref writer);
}
