using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc6672;

public class DNameTests
{
    private static readonly string s_long = string.Join('.', Enumerable.Repeat(new string('x', 60), 3));

    private readonly DnsServerUnderTest _server = Given.Zone($"""
        $ORIGIN example.test.
        $TTL 1h
        @           IN SOA ns hostmaster 7 7200 900 1209600 60
        old    300  DNAME new
        old         TXT "at the owner"
        host.new    A 192.0.2.1
        *.w.new     A 192.0.2.2
        alias.new   CNAME host
        host        A 192.0.2.1
        back.new    CNAME host.old
        older       DNAME old
        away        DNAME other.test.
        grow        DNAME a.grow
        huge        DNAME {s_long}
        """);

    [Fact] // §3.1 and §3.2
    public void A_name_below_becomes_one_below_the_target_with_a_CNAME_of_the_same_TTL()
    {
        Reply reply = _server.Ask("host.old.example.test.", RecordType.A);

        Assert.True(reply.IsAuthoritative);
        Assert.Equal(
            [
                "old.example.test. 300 DNAME new.example.test.",
                "host.old.example.test. 300 CNAME host.new.example.test.",
                "host.new.example.test. 3600 A 192.0.2.1",
            ],
            reply.Answer.Select(record => record.ToString()));
    }

    [Fact] // §2.3
    public void The_owner_itself_is_not_redirected()
    {
        Assert.Equal(["\"at the owner\""], _server.Ask("old.example.test.", RecordType.Txt).AnswerData);
        Assert.Empty(_server.Ask("old.example.test.", RecordType.A).Answer);
        Assert.Single(_server.Ask("old.example.test.", RecordType.DName).Answer);
    }

    [Fact]
    public void DNAME_after_DNAME_is_followed() =>
        Assert.Equal(
            ["older", "a.w.older", "old", "a.w.old", "a.w.new"],
            _server.Ask("a.w.older.example.test.", RecordType.A).Answer
                .Select(record => record.Owner.Replace(".example.test.", "", StringComparison.Ordinal)));

    [Fact]
    public void CNAME_after_DNAME_is_followed()
    {
        Reply reply = _server.Ask("alias.old.example.test.", RecordType.A);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Equal("192.0.2.1", reply.Answer[^1].Data);
    }

    [Fact]
    public void A_chain_that_comes_to_the_same_DNAME_again_ends_there()
    {
        Reply reply = _server.Ask("back.old.example.test.", RecordType.A);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Equal("host.old.example.test.", reply.Answer[^1].Data);
    }

    [Fact]
    public void A_question_for_CNAME_gets_the_made_up_one() =>
        Assert.Equal(
            ["new.example.test.", "host.new.example.test."],
            _server.Ask("host.old.example.test.", RecordType.CName).AnswerData);

    [Fact] // RFC 6604 §3
    public void A_target_that_does_not_exist_is_NXDOMAIN()
    {
        Reply reply = _server.Ask("nope.old.example.test.", RecordType.A);

        Assert.Equal(Rcode.NXDomain, reply.Rcode);
        Assert.Equal(2, reply.Answer.Count);
        Assert.Single(reply.Authority);
    }

    [Fact]
    public void A_target_outside_the_zone_is_left_to_the_asker()
    {
        Reply reply = _server.Ask("host.away.example.test.", RecordType.A);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Equal("host.other.test.", reply.Answer[^1].Data);
    }

    [Fact] // §2.2
    public void A_substituted_name_over_255_octets_is_YXDOMAIN()
    {
        Reply reply = _server.Ask(new string('y', 60) + ".huge.example.test.", RecordType.A);

        Assert.Equal(Rcode.YXDomain, reply.Rcode);
        Assert.Equal(RecordType.DName, Assert.Single(reply.Answer).Type);
    }

    [Fact]
    public void A_DNAME_that_leads_below_itself_is_used_once()
    {
        Reply reply = _server.Ask("x.grow.example.test.", RecordType.A);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Equal("x.a.grow.example.test.", reply.Answer[^1].Data);
    }
}
