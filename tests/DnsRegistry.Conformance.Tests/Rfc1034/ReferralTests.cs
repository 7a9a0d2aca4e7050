using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc1034;

/// <summary>Zone cuts: §4.2.1 and §4.3.2 step 3b; DS at the cut: RFC 4035 §3.1.4.1.</summary>
public class ReferralTests
{
    private const string Parent = """
        $ORIGIN example.test.
        $TTL 1h
        @        IN SOA ns hostmaster 7 7200 900 1209600 60
        ns       A 192.0.2.1
        sub      NS ns.sub
        sub      NS ns.other
        sub      NS ns
        sub      NS ns.far.test.
        sub      DS 1 8 2 00
        ns.sub   A 192.0.2.2
        web.sub  A 192.0.2.3
        below.sub NS ns.sub
        other    NS ns.other
        ns.other A 192.0.2.4
        """;

    private readonly DnsServerUnderTest _server = Given.Zone(Parent);

    [Theory]
    [InlineData("sub.example.test.", RecordType.A)]
    [InlineData("sub.example.test.", RecordType.NS)]
    [InlineData("sub.example.test.", RecordType.Any)]
    [InlineData("web.sub.example.test.", RecordType.A)]
    [InlineData("a.b.below.sub.example.test.", RecordType.DS)]
    public void Names_at_and_below_a_cut_get_a_referral(string name, RecordType type)
    {
        Reply reply = _server.Ask(name, type);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.False(reply.IsAuthoritative);
        Assert.Empty(reply.Answer);
        Assert.Equal(4, reply.Authority.Count);
        Assert.All(reply.Authority, record => Assert.Equal(("sub.example.test.", RecordType.NS), (record.Owner, record.Type)));
    }

    [Fact] // RFC 9471 §3.1 and §3.2
    public void Glue_of_the_child_comes_first_then_that_of_siblings_and_hosts_of_the_zone() =>
        Assert.Equal(
            ["192.0.2.2", "192.0.2.4", "192.0.2.1"],
            _server.Ask("web.sub.example.test.", RecordType.A).Additional.Select(record => record.Data));

    [Fact]
    public void DS_at_a_cut_is_answered_by_the_parent()
    {
        Reply reply = _server.Ask("sub.example.test.", RecordType.DS);

        Assert.True(reply.IsAuthoritative);
        Assert.Single(reply.Answer);
    }

    [Fact]
    public void DS_that_a_cut_does_not_have_is_NODATA_of_the_parent()
    {
        Reply reply = _server.Ask("other.example.test.", RecordType.DS);

        Assert.True(reply.IsAuthoritative);
        Assert.Equal("example.test.", Assert.Single(reply.Authority).Owner);
    }

    [Fact]
    public void DS_of_a_zone_comes_from_the_zone_above_when_both_are_here()
    {
        DnsServerUnderTest both = Given.Zones(Parent, """
            $ORIGIN sub.example.test.
            @ 60 IN SOA ns hostmaster 9 1 1 1 1
            @ 60 IN TXT child
            """);

        Assert.Single(both.Ask("sub.example.test.", RecordType.DS).Answer);
        Assert.Single(both.Ask("sub.example.test.", RecordType.Txt).Answer);
        Assert.Equal("sub.example.test.", Assert.Single(both.Ask("x.sub.example.test.", RecordType.DS).Authority).Owner);
    }

    [Fact]
    public void DS_of_a_zone_whose_parent_is_elsewhere_is_NODATA() =>
        Assert.Equal("example.test.", Assert.Single(_server.Ask("example.test.", RecordType.DS).Authority).Owner);
}
