using System.Buffers.Binary;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static;

/// <summary>A zone from a file. It never changes; a reload makes another one.</summary>
public sealed class StaticZone : Zone, IStaticBackground
{
    /// <summary>A zone of these records.</summary>
    /// <exception cref="ArgumentException">The content has no SOA: it only adds to a zone of the registry.</exception>
    public StaticZone(ZoneContent content)
        : base((content ?? throw new ArgumentNullException(nameof(content))).Apex)
    {
        RRset soa = content.Soa ?? throw new ArgumentException("A zone of its own has a SOA.", nameof(content));
        Records = new StaticRecords(content);
        NegativeSoa = new RRset(soa.Owner, soa.Type, NegativeTtl(soa), [.. soa.Rdata]);
    }

    /// <summary>The records of the zone.</summary>
    public StaticRecords Records { get; }

    /// <inheritdoc/>
    public RRset NegativeSoa { get; }

    /// <inheritdoc/>
    public override Rcode Answer(scoped in ZoneQuery query, ref ResponseWriter writer) => Records.Answer(query, this, ref writer);

    /// <inheritdoc/>
    public Rcode AnswerUnowned(scoped ZoneQuery query, bool isEmptyNonTerminal, ref ResponseWriter writer)
    {
        // At the end of a CNAME chain the RCODE speaks of the last name (RFC 6604 §3).
        NodeAnswer.WriteNoData(NegativeSoa, ref writer);
        return isEmptyNonTerminal ? Rcode.NoError : Rcode.NXDomain;
    }

    /// <summary>The lesser of the SOA's own TTL and its MINIMUM field, the last of its RDATA (RFC 2308 §5).</summary>
    private static uint NegativeTtl(RRset soa) =>
        Math.Min(soa.TtlSeconds, BinaryPrimitives.ReadUInt32BigEndian(soa.Rdata[0].Octets[^sizeof(uint)..]));
}
