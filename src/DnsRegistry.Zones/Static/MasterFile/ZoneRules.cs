using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Wire.Records.Presentation;

namespace DnsRegistry.Zones.Static.MasterFile;

/// <summary>What must hold for the records of a zone taken together, although each is well-formed.</summary>
/// <param name="apex">The name at the top of the zone.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class ZoneRules(DomainName apex, List<ZoneFileFault> faults)
{
    /// <summary>Checks everything but what is missing.</summary>
    internal void Check(IReadOnlyList<MasterFileRecord> records)
    {
        foreach (MasterFileRecord record in records)
            CheckPlace(record);

        Dictionary<DomainName, List<MasterFileRecord>> byOwner = ZoneAssembler.ByOwner(records);
        foreach (List<MasterFileRecord> sameOwner in byOwner.Values)
        {
            CheckSingle(sameOwner, RecordType.Soa, "a zone has one SOA");
            CheckSingle(sameOwner, RecordType.CName, "a name has one CNAME (RFC 2181 §10.1)");
            CheckSingle(sameOwner, RecordType.DName, "a name has one DNAME (RFC 6672 §2.4)");
            CheckCNameIsAlone(sameOwner);
            CheckNotBelowDName(sameOwner[0], byOwner);
        }
    }

    private void CheckPlace(MasterFileRecord record)
    {
        if (!record.Owner.IsAtOrBelow(apex))
            faults.Add(record.Fault($"{record.Owner} is not in the zone {apex}"));
        else if (record.Type == RecordType.Soa && record.Owner != apex)
            faults.Add(record.Fault($"a second SOA: the zone already has that of {apex}"));
        else if (record.Owner.IsWildcard && record.Type is RecordType.NS or RecordType.DName)
            faults.Add(record.Fault($"a wildcard with {record.Type.ToMnemonic()} has no defined meaning (RFC 4592 §4.2 and §4.4)"));
    }

    /// <summary>Different records of a type that a name may have only once; the same one twice does no harm.</summary>
    private void CheckSingle(List<MasterFileRecord> sameOwner, RecordType type, string rule)
    {
        Rdata? first = null;
        foreach (MasterFileRecord record in sameOwner)
        {
            if (record.Type != type)
                continue;

            first ??= record.Rdata;
            if (!first.Equals(record.Rdata))
                faults.Add(record.Fault($"another {type.ToMnemonic()} at {record.Owner}: {rule}"));
        }
    }

    /// <summary>Beside a CNAME only its own DNSSEC records may stand (RFC 2181 §10.1, RFC 4034 §3 and §4).</summary>
    private void CheckCNameIsAlone(List<MasterFileRecord> sameOwner)
    {
        MasterFileRecord? cname = sameOwner.Find(record => record.Type == RecordType.CName);
        MasterFileRecord? other = sameOwner.Find(record =>
            record.Type is not (RecordType.CName or RecordType.RrSig or RecordType.NSec or RecordType.Key or RecordType.Sig));
        if (cname is not null && other is not null)
        {
            faults.Add(cname.Fault(
                $"a CNAME is alone at its name, but {cname.Owner} has {other.Type.ToMnemonic()} too (RFC 1034 §3.6.2)"));
        }
    }

    private void CheckNotBelowDName(MasterFileRecord record, Dictionary<DomainName, List<MasterFileRecord>> byOwner)
    {
        for (DomainName above = record.Owner; above != apex && !above.IsRoot;)
        {
            above = above.Parent;
            if (!byOwner.TryGetValue(above, out List<MasterFileRecord>? there)
                || there.TrueForAll(other => other.Type != RecordType.DName))
                continue;

            faults.Add(record.Fault($"{record.Owner} cannot be reached: it lies below the DNAME of {above} (RFC 6672 §2.4)"));
            return;
        }
    }
}
