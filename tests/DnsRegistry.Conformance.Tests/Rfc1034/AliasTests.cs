using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc1034;

/// <summary>CNAME chains: §3.6.2 and §4.3.2 step 3a; their RCODE: RFC 6604 §3.</summary>
public class AliasTests
{
    private readonly DnsServerUnderTest _server = Given.Zone("""
        $ORIGIN example.test.
        $TTL 1h
        @      IN SOA ns hostmaster 7 7200 900 1209600 60
        one    CNAME two
        two    CNAME three
        three  A 192.0.2.3
        dead   CNAME gone
        empty  CNAME a.b
        x.a.b  A 192.0.2.4
        away   CNAME www.other.test.
        ping   CNAME pong
        pong   CNAME ping
        self   CNAME self
        down   CNAME host.cut
        cut    NS ns.cut
        ns.cut A 192.0.2.5
        """);

    [Fact]
    public void A_chain_is_followed_to_its_data() =>
        Assert.Equal(["two.example.test.", "three.example.test.", "192.0.2.3"], Data(_server.Ask("one.example.test.", RecordType.A)));

    [Fact]
    public void A_question_for_the_CNAME_itself_is_not_followed() =>
        Assert.Equal(["two.example.test."], Data(_server.Ask("one.example.test.", RecordType.CName)));

    [Fact]
    public void A_chain_that_ends_in_a_name_that_does_not_exist_is_NXDOMAIN_with_SOA()
    {
        Reply reply = _server.Ask("dead.example.test.", RecordType.A);

        Assert.Equal(Rcode.NXDomain, reply.Rcode);
        Assert.Single(reply.Answer);
        Assert.Equal(RecordType.Soa, Assert.Single(reply.Authority).Type);
    }

    [Theory]
    [InlineData("one.example.test.", RecordType.Txt, 2)]
    [InlineData("empty.example.test.", RecordType.A, 1)]
    public void A_chain_that_ends_in_a_name_without_the_type_is_NODATA_with_SOA(string name, RecordType type, int links)
    {
        Reply reply = _server.Ask(name, type);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Equal(links, reply.Answer.Count);
        Assert.Equal(RecordType.Soa, Assert.Single(reply.Authority).Type);
    }

    [Fact]
    public void A_chain_that_leaves_the_zone_ends_there()
    {
        Reply reply = _server.Ask("away.example.test.", RecordType.A);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Equal(["www.other.test."], Data(reply));
        Assert.Empty(reply.Authority);
    }

    [Theory]
    [InlineData("ping.example.test.", 2)]
    [InlineData("self.example.test.", 1)]
    public void A_loop_is_walked_once(string name, int links)
    {
        Reply reply = _server.Ask(name, RecordType.A);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Equal(links, reply.Answer.Count);
    }

    [Fact] // RFC 1035 §4.1.1: AA speaks of the first owner name
    public void A_chain_that_leads_below_a_cut_ends_in_a_referral_with_AA()
    {
        Reply reply = _server.Ask("down.example.test.", RecordType.A);

        Assert.True(reply.IsAuthoritative);
        Assert.Equal(["host.cut.example.test."], Data(reply));
        Assert.Equal("cut.example.test.", Assert.Single(reply.Authority).Owner);
        Assert.Single(reply.Additional);
    }

    [Fact]
    public void A_long_chain_has_a_limit()
    {
        string links = string.Join('\n', Enumerable.Range(0, 40).Select(i => $"c{i} 60 IN CNAME c{i + 1}"));
        DnsServerUnderTest server = Given.Zone($"$ORIGIN example.test.\n@ 60 IN SOA ns hostmaster 7 7200 900 1209600 60\n{links}\n");

        Assert.Equal(16, server.Ask("c0.example.test.", RecordType.A).Answer.Count);
    }

    private static IEnumerable<string> Data(Reply reply) => reply.AnswerData;
}
