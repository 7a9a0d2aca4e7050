using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static;

/// <summary>Builds the nodes of a zone: each owner name, and every empty non-terminal between it and the apex.</summary>
internal static class StaticTree
{
    internal static Dictionary<DomainName, StaticNode> Build(ZoneContent content)
    {
        Dictionary<DomainName, List<RRset>> byOwner = Group(content);
        var additional = new AdditionalRecords(byOwner);
        var nodes = new Dictionary<DomainName, StaticNode>();

        // From the apex down: a node takes over what it needs to know from the one above.
        foreach ((DomainName name, List<RRset> rrsets) in byOwner.OrderBy(pair => pair.Key.LabelCount))
        {
            StaticNode? parent = name == content.Apex ? null : nodes[name.Parent];
            RRset? nameServers = parent is null ? null : rrsets.Find(rrset => rrset.Type == RecordType.NS);
            StaticRRset[] prepared = [.. rrsets.Select(rrset => new StaticRRset(rrset, additional.Of(rrset)))];
            var node = new StaticNode(name, parent, prepared, nameServers is null ? null : additional.DelegationOf(nameServers));
            nodes.Add(name, node);
            if (parent is not null && name.IsWildcard)
                parent.Wildcard = node;
        }

        return nodes;
    }

    private static Dictionary<DomainName, List<RRset>> Group(ZoneContent content)
    {
        var byOwner = new Dictionary<DomainName, List<RRset>> { [content.Apex] = [] };
        foreach (RRset rrset in content.RRsets)
        {
            for (DomainName name = rrset.Owner; byOwner.TryAdd(name, []); name = name.Parent)
            {
            }

            byOwner[rrset.Owner].Add(rrset);
        }

        return byOwner;
    }
}
