using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static;

/// <summary>The records of one zone file, checked as a whole and grouped into RRsets.</summary>
/// <param name="apex">The name at the top of the zone.</param>
/// <param name="rrsets">The RRsets, each owner and type once, the SOA first when there is one.</param>
public sealed class ZoneContent(DomainName apex, IReadOnlyList<RRset> rrsets)
{
    /// <summary>The name at the top of the zone.</summary>
    public DomainName Apex { get; } = apex;

    /// <summary>The RRsets, each owner and type once, the SOA first: the order in which a transfer sends them.</summary>
    public IReadOnlyList<RRset> RRsets { get; } = rrsets;

    /// <summary>The SOA of the apex; null in a file that only adds records to a zone of the registry.</summary>
    public RRset? Soa { get; } = rrsets.FirstOrDefault(rrset => rrset.Type == RecordType.Soa);

    /// <summary>Whether another content has the same records, in whatever order they stand in the file.</summary>
    public bool HasSameRecords(ZoneContent? other) =>
        other is not null && RRsets.Count == other.RRsets.Count && RecordsOf(this).SetEquals(RecordsOf(other));

    private static HashSet<(DomainName, RecordType, uint, Rdata)> RecordsOf(ZoneContent content)
    {
        var records = new HashSet<(DomainName, RecordType, uint, Rdata)>();
        foreach (RRset rrset in content.RRsets)
        {
            foreach (Rdata rdata in rrset.Rdata)
                records.Add((rrset.Owner, rrset.Type, rrset.TtlSeconds, rdata));
        }

        return records;
    }
}
