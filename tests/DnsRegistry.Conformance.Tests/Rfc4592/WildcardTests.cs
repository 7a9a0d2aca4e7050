using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc4592;

/// <summary>The zone and most questions are those of §2.2.1, moved to <c>example.test.</c></summary>
public class WildcardTests
{
    private readonly DnsServerUnderTest _server = Given.Zone("""
        $ORIGIN example.test.
        $TTL 1h
        @               IN SOA ns hostmaster 7 7200 900 1209600 60
        @               NS ns.example.com.
        *               TXT "this is a wildcard"
        *               MX 10 host1
        sub.*           TXT "this is not a wildcard"
        host1           A 192.0.2.1
        _ssh._tcp.host1 SRV 0 0 22 host1
        _ssh._tcp.host2 SRV 0 0 22 host1
        subdel          NS ns.example.com.
        *.alias         CNAME host1
        *.dead          CNAME gone.host1
        *.ent.here      A 192.0.2.2
        """);

    [Theory] // §2.2.1: "would be synthesized from one of the wildcards"
    [InlineData("host3.example.test.", RecordType.MX)]
    [InlineData("foo.bar.example.test.", RecordType.Txt)]
    public void Names_that_do_not_exist_get_the_records_of_the_wildcard_as_their_own(string name, RecordType type)
    {
        ReplyRecord record = Assert.Single(_server.Ask(name, type).Answer);

        Assert.Equal((name, type), (record.Owner, record.Type));
    }

    [Theory] // §2.2.1
    [InlineData("host3.example.test.", RecordType.A)]
    [InlineData("host1.example.test.", RecordType.MX)]
    [InlineData("sub.*.example.test.", RecordType.MX)]
    [InlineData("_tcp.host1.example.test.", RecordType.Txt)]
    [InlineData("host2.example.test.", RecordType.Txt)]
    public void Names_that_exist_or_are_covered_without_the_type_are_NODATA(string name, RecordType type)
    {
        Reply reply = _server.Ask(name, type);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Empty(reply.Answer);
        Assert.Single(reply.Authority);
    }

    [Theory] // §2.2.1 and §3.3.1: the closest encloser is another name, whose child "*" does not exist
    [InlineData("_telnet._tcp.host1.example.test.", RecordType.Srv)]
    [InlineData("ghost.*.example.test.", RecordType.MX)]
    [InlineData("x.host2.example.test.", RecordType.Txt)]
    [InlineData("x.here.example.test.", RecordType.Txt)]
    public void A_wildcard_does_not_reach_below_names_that_exist(string name, RecordType type) =>
        Assert.Equal(Rcode.NXDomain, _server.Ask(name, type).Rcode);

    [Fact] // §2.2.1
    public void A_wildcard_does_not_reach_below_a_cut()
    {
        Reply reply = _server.Ask("host.subdel.example.test.", RecordType.A);

        Assert.False(reply.IsAuthoritative);
        Assert.Equal("subdel.example.test.", Assert.Single(reply.Authority).Owner);
    }

    [Fact] // §2.3
    public void The_wildcard_itself_may_be_asked_for() =>
        Assert.Equal("*.example.test.", Assert.Single(_server.Ask("*.example.test.", RecordType.Txt).Answer).Owner);

    [Fact] // §3.3.3
    public void A_wildcard_CNAME_is_followed()
    {
        Reply reply = _server.Ask("any.thing.alias.example.test.", RecordType.A);

        Assert.Equal(["any.thing.alias.example.test.", "host1.example.test."], reply.Answer.Select(record => record.Owner));
    }

    [Fact]
    public void A_wildcard_CNAME_to_a_name_that_does_not_exist_is_NXDOMAIN() =>
        Assert.Equal(Rcode.NXDomain, _server.Ask("x.dead.example.test.", RecordType.A).Rcode);

    [Theory] // §2.2.2
    [InlineData("here.example.test.")]
    [InlineData("ent.here.example.test.")]
    [InlineData("alias.example.test.")]
    public void An_empty_non_terminal_exists(string name) => Assert.Equal(Rcode.NoError, _server.Ask(name, RecordType.A).Rcode);
}
