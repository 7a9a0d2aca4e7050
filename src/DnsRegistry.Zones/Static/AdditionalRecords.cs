using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static;

/// <summary>Finds the RRsets of this zone that go into the additional section beside others.</summary>
/// <param name="byOwner">The zone by owner name.</param>
internal sealed class AdditionalRecords(IReadOnlyDictionary<DomainName, List<RRset>> byOwner)
{
    /// <summary>Addresses of the hosts that an RRset names, and what an alias of SVCB leads to (RFC 9460 §4.1).</summary>
    internal RRset[] Of(RRset rrset)
    {
        int targetOffset = TargetOffset(rrset.Type);
        if (targetOffset < 0)
            return [];

        var found = new List<RRset>();
        foreach (Rdata rdata in rrset.Rdata)
        {
            DomainName target = DomainName.FromWire(rdata.NameAt(targetOffset));
            bool isAlias = IsServiceBinding(rrset.Type) && rdata.Octets[..targetOffset].IndexOfAnyExcept((byte)0) < 0;
            if (isAlias)
                found.AddRange(At(target, rrset.Type));

            // "." means the owner itself. What a wildcard's answer is owned by is not known before the question.
            bool isOwnHost = IsServiceBinding(rrset.Type) && !isAlias && target.IsRoot && !rrset.Owner.IsWildcard;
            found.AddRange(Addresses(isOwnHost ? rrset.Owner : target));
        }

        return [.. found.Distinct()];
    }

    /// <summary>The zone cut of an NS RRset, with the addresses sorted by how badly they are needed.</summary>
    internal Delegation DelegationOf(RRset nameServers)
    {
        var servers = new List<DomainName>();
        foreach (Rdata rdata in nameServers.Rdata)
            servers.Add(DomainName.FromWire(rdata.NameAt(0)));

        ILookup<bool, RRset> addresses = servers.SelectMany(Addresses).ToLookup(rrset => rrset.Owner.IsAtOrBelow(nameServers.Owner));
        return new Delegation(nameServers, [.. addresses[true]], [.. addresses[false]]);
    }

    private IEnumerable<RRset> Addresses(DomainName host) => [.. At(host, RecordType.A), .. At(host, RecordType.Aaaa)];

    private IEnumerable<RRset> At(DomainName name, RecordType type) =>
        byOwner.TryGetValue(name, out List<RRset>? rrsets) ? rrsets.Where(rrset => rrset.Type == type) : [];

    private static bool IsServiceBinding(RecordType type) => type is RecordType.Svcb or RecordType.Https;

    /// <summary>Octets before the host name in the RDATA; -1 for types that name none.</summary>
    private static int TargetOffset(RecordType type) => type switch
    {
        RecordType.NS => 0,
        RecordType.MX or RecordType.AfsDb or RecordType.KX or RecordType.Svcb or RecordType.Https => 2,
        RecordType.Srv => 6,
        _ => -1,
    };
}
