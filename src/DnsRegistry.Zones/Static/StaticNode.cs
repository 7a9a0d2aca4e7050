using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static;

/// <summary>One name of a zone and what is known of its place in the tree, so that a query needs no search of its own.</summary>
internal sealed class StaticNode
{
    private readonly StaticRRset[] _rrsets;

    /// <summary>A node below one that is complete.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parent">The node above; null at the apex.</param>
    /// <param name="rrsets">Its records; none at an empty non-terminal (RFC 4592 §2.2.2).</param>
    /// <param name="delegation">The zone cut here, or null.</param>
    internal StaticNode(DomainName name, StaticNode? parent, StaticRRset[] rrsets, Delegation? delegation)
    {
        Name = name;
        _rrsets = rrsets;
        Delegation = delegation;
        CName = Find(RecordType.CName);
        DName = Find(RecordType.DName);
        Limit = parent?.Limit ?? (parent?.Delegation is not null || parent?.DName is not null ? parent : null);
    }

    internal DomainName Name { get; }

    internal Delegation? Delegation { get; }

    internal StaticRRset? CName { get; }

    internal StaticRRset? DName { get; }

    /// <summary>
    /// The highest node above this one that is a zone cut or has a DNAME: it, not this node, answers. Null when there is
    /// none.
    /// </summary>
    internal StaticNode? Limit { get; }

    /// <summary>The child <c>*</c>, source of synthesis for names that do not exist below this one (RFC 4592 §3.3.1).</summary>
    internal StaticNode? Wildcard { get; set; }

    internal bool IsEmpty => _rrsets.Length == 0;

    /// <summary>The RRset of this type, or null. A name has few types, so they are looked through one by one.</summary>
    internal StaticRRset? Find(RecordType type)
    {
        foreach (StaticRRset rrset in _rrsets)
        {
            if (rrset.Type == type)
                return rrset;
        }

        return null;
    }
}
