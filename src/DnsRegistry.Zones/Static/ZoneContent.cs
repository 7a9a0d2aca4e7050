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
}
