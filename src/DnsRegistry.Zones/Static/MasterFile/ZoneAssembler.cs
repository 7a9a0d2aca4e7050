using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static.MasterFile;

/// <summary>Groups the records of a file into RRsets.</summary>
internal static class ZoneAssembler
{
    /// <summary>
    /// One RRset for each owner and type, in the order of the file, the SOA first. A record that is there twice counts
    /// once (RFC 2181 §5). Where TTLs of an RRset differ, all get the lowest: no cache then keeps a record longer than
    /// its line in the file says (RFC 2181 §5.2 calls the difference an error, but old files have it).
    /// </summary>
    internal static IReadOnlyList<RRset> Assemble(IReadOnlyList<MasterFileRecord> records) =>
    [
        .. records
            .GroupBy(record => (record.Owner, record.Type))
            .Select(group => new RRset(
                group.Key.Owner,
                group.Key.Type,
                group.Min(record => record.TtlSeconds),
                [.. group.Select(record => record.Rdata).Distinct()]))
            .OrderBy(rrset => rrset.Type != RecordType.Soa),
    ];

    /// <summary>The records by owner name.</summary>
    internal static Dictionary<DomainName, List<MasterFileRecord>> ByOwner(IReadOnlyList<MasterFileRecord> records)
    {
        var byOwner = new Dictionary<DomainName, List<MasterFileRecord>>();
        foreach (MasterFileRecord record in records)
        {
            if (!byOwner.TryGetValue(record.Owner, out List<MasterFileRecord>? sameOwner))
                byOwner[record.Owner] = sameOwner = [];
            sameOwner.Add(record);
        }

        return byOwner;
    }
}
