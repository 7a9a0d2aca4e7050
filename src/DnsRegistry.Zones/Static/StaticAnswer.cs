using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static;

/// <summary>The algorithm of RFC 1034 §4.3.2, with wildcards as RFC 4592 and DNAME as RFC 6672 have it.</summary>
internal static class StaticAnswer
{
    /// <summary>Links of a chain of CNAME and DNAME that are followed; the asker goes on from there.</summary>
    private const int MaxChainLinks = 16;

    /// <summary>Follows the name through the zone until it is answered or left.</summary>
    internal static Rcode Write(
        StaticRecords records, IStaticBackground background, scoped in ZoneQuery query, ref ResponseWriter writer)
    {
        // A substituted name is made out of the one before, so there is room for two.
        Span<byte> octets = stackalloc byte[2 * DomainName.MaxOctets];
        Span<byte> offsets = stackalloc byte[QueryName.MaxLabels];
        Span<uint> seen = stackalloc uint[MaxChainLinks];

        writer.IsAuthoritative = true;
        scoped QueryName name = query.Name;
        scoped QueryName next;
        for (int links = 0; ; links++)
        {
            StaticMatch match = records.Find(name);
            if (match.Kind is StaticMatchKind.OutOfZone)
                return Rcode.NoError;
            if (match.Kind is StaticMatchKind.None or StaticMatchKind.EmptyNonTerminal)
                return background.AnswerUnowned(query.WithName(name), match.Kind is StaticMatchKind.EmptyNonTerminal, ref writer);

            StaticNode node = match.Node!;
            bool isReferral = match.Kind is StaticMatchKind.Delegation && !(match.IsExact && query.Type == RecordType.DS);
            if (isReferral)
                return ReferralAnswer.Write(node.Delegation!, ref writer);

            StaticRRset? link = LinkOf(match, query.Type);
            if (link is null)
                return NodeAnswer.Write(node, name, query.Type, background, ref writer);

            // A loop repeats the owner of a CNAME or DNAME; the asker has all of it then. Two owners with the same hash
            // would only end the chain early, which is correct too.
            uint hash = NameHash.Of(match.Kind is StaticMatchKind.BelowDName ? node.Name.Wire : name.Wire);
            if (links == MaxChainLinks || seen[..links].Contains(hash))
                return Rcode.NoError;

            seen[links] = hash;
            next = link.Target!.AsQueryName();
            if (match.Kind is StaticMatchKind.BelowDName)
            {
                Span<byte> room = octets.Slice((links & 1) * DomainName.MaxOctets, DomainName.MaxOctets);
                bool isShortEnough = DNameSubstitution.TryApply(name, node.Name, link.Target, room, offsets, out next);
                if (!TryWriteDName(link.RRset, name, isShortEnough ? next.Wire : default, ref writer))
                    return Truncate(ref writer);
                if (!isShortEnough)
                    return Rcode.YXDomain;
                if (query.Type is RecordType.CName)
                    return Rcode.NoError;                    // the made-up CNAME is what was asked for
            }
            else if (!writer.TryWriteRecords(Section.Answer, name.Wire, link.RRset, link.RRset.TtlSeconds))
            {
                return Truncate(ref writer);
            }

            name = next;
        }
    }

    /// <summary>The CNAME or DNAME that the answer goes through; null when the node answers itself.</summary>
    private static StaticRRset? LinkOf(StaticMatch match, RecordType type)
    {
        if (match.Kind is StaticMatchKind.BelowDName)
            return match.Node!.DName;

        StaticRRset? cname = match.Node!.CName;
        bool isAskedFor = type is RecordType.CName or RecordType.Any || (cname is not null && match.Node.Find(type) is not null);
        return isAskedFor ? null : cname;
    }

    /// <summary>The DNAME and the CNAME made from it, with its TTL (RFC 6672 §3.1); without a CNAME when that would be too long.</summary>
    private static bool TryWriteDName(RRset dname, scoped QueryName name, scoped ReadOnlySpan<byte> target, ref ResponseWriter writer) =>
        writer.TryWriteRecords(Section.Answer, dname.Owner.Wire, dname, dname.TtlSeconds)
        && (target.IsEmpty || writer.TryWriteNameRecord(Section.Answer, name.Wire, RecordType.CName, dname.TtlSeconds, target));

    private static Rcode Truncate(ref ResponseWriter writer)
    {
        writer.IsTruncated = true;
        return Rcode.NoError;
    }
}
