using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static;

/// <summary>What a node that exists answers for one type: data, or NODATA (RFC 2308 §2.2).</summary>
internal static class NodeAnswer
{
    /// <summary>Writes the answer of a node, or of a wildcard in the place of a name.</summary>
    /// <param name="node">The node, which is no link of a chain for this type.</param>
    /// <param name="name">The owner to write: for a wildcard the name asked for (RFC 4592 §3.3.3).</param>
    /// <param name="type">The QTYPE.</param>
    /// <param name="background">Has the SOA of negative answers.</param>
    /// <param name="writer">The response so far.</param>
    internal static Rcode Write(
        StaticNode node, scoped QueryName name, RecordType type, IStaticBackground background, ref ResponseWriter writer)
    {
        StaticRRset? found = type == RecordType.Any ? node.CName : node.Find(type);
        if (found is not null)
            return WriteData(found, name, ref writer);
        if (type == RecordType.Any && !node.IsEmpty)
            return AnyAnswer.Write(name.Wire, AnyAnswer.StaticTtlSeconds, ref writer);

        return WriteNoData(background.NegativeSoa, ref writer);
    }

    /// <summary>Writes the SOA that lets caches keep a "no" (RFC 2308 §3).</summary>
    internal static Rcode WriteNoData(RRset negativeSoa, ref ResponseWriter writer)
    {
        if (!writer.TryWriteRecords(Section.Authority, negativeSoa.Owner.Wire, negativeSoa, negativeSoa.TtlSeconds))
            writer.IsTruncated = true;
        return Rcode.NoError;
    }

    private static Rcode WriteData(StaticRRset found, scoped QueryName name, ref ResponseWriter writer)
    {
        if (!writer.TryWriteRecords(Section.Answer, name.Wire, found.RRset, found.RRset.TtlSeconds))
        {
            writer.IsTruncated = true;
            return Rcode.NoError;
        }

        // Leaving these out loses nothing that was asked for, so it is no truncation (RFC 2181 §9).
        foreach (RRset extra in found.Additional)
        {
            if (!writer.TryWriteRRset(Section.Additional, extra.Owner.Wire, extra, extra.TtlSeconds))
                break;
        }

        return Rcode.NoError;
    }
}
