using DnsRegistry.Testing;
using DnsRegistry.Wire.Names;
using DnsRegistry.Zones.Static;

namespace DnsRegistry.Zones.Tests.Static;

/// <summary>Whose a name is: what a zone of the registry asks before it looks for a service.</summary>
public class StaticRecordsTests
{
    private static readonly StaticRecords s_records = new(Given.ZoneContent(
        """
        gateway 60 A 192.0.2.1
        a.deep 60 A 192.0.2.2
        *.wild 60 A 192.0.2.3
        there.wild 60 A 192.0.2.4
        cut 60 NS ns.cut
        ns.cut 60 A 192.0.2.5
        moved 60 DNAME elsewhere.test.
        """,
        "svc.zone"));

    [Theory]
    [InlineData("svc.", StaticMatchKind.EmptyNonTerminal, false)]
    [InlineData("gateway.svc.", StaticMatchKind.Exact, true)]
    [InlineData("x.gateway.svc.", StaticMatchKind.None, false)]
    [InlineData("web.z1.svc.", StaticMatchKind.None, false)]
    [InlineData("deep.svc.", StaticMatchKind.EmptyNonTerminal, false)]
    [InlineData("wild.svc.", StaticMatchKind.EmptyNonTerminal, false)]
    [InlineData("x.y.wild.svc.", StaticMatchKind.Wildcard, true)]
    [InlineData("x.there.wild.svc.", StaticMatchKind.None, false)]
    [InlineData("*.wild.svc.", StaticMatchKind.Exact, true)]
    [InlineData("cut.svc.", StaticMatchKind.Delegation, true)]
    [InlineData("ns.cut.svc.", StaticMatchKind.Delegation, true)]
    [InlineData("moved.svc.", StaticMatchKind.Exact, true)]
    [InlineData("x.moved.svc.", StaticMatchKind.BelowDName, true)]
    [InlineData("other.test.", StaticMatchKind.OutOfZone, false)]
    [InlineData(".", StaticMatchKind.OutOfZone, false)]
    public void A_name_is_owned_by_static_records_or_left_to_the_registry(string text, StaticMatchKind kind, bool isOwned)
    {
        StaticMatch match = s_records.Find(new NameTarget(DomainName.Parse(text)).AsQueryName());

        Assert.Equal(kind, match.Kind);
        Assert.Equal(isOwned, match.IsOwned);
    }
}
