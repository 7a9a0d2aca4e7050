using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static;

/// <summary>An RRset with what an answer adds to it, found out once when the zone is loaded.</summary>
/// <param name="rrset">The records.</param>
/// <param name="additional">RRsets that save the asker the next question (RFC 1034 §4.3.2 step 6).</param>
internal sealed class StaticRRset(RRset rrset, RRset[] additional)
{
    internal RRset RRset { get; } = rrset;

    internal RecordType Type => RRset.Type;

    internal ReadOnlySpan<RRset> Additional => additional;

    /// <summary>Where a CNAME or DNAME leads; null for other types.</summary>
    internal NameTarget? Target { get; } = rrset.Type is RecordType.CName or RecordType.DName
        ? new NameTarget(DomainName.FromWire(rrset.Rdata[0].NameAt(0)))
        : null;
}
