using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc8482;

public class AnyTests
{
    private readonly DnsServerUnderTest _server = Given.Zone("""
        $ORIGIN example.test.
        $TTL 1h
        @      IN SOA ns hostmaster 7 7200 900 1209600 60
        web    A 192.0.2.10
        www    CNAME web
        *.wild A 192.0.2.11
        """);

    [Theory] // §4.2
    [InlineData("web.example.test.")]
    [InlineData("example.test.")]
    [InlineData("x.wild.example.test.")]
    public void ANY_gets_one_made_up_HINFO(string name)
    {
        ReplyRecord record = Assert.Single(_server.Ask(name, RecordType.Any).Answer);

        Assert.Equal((name, RecordType.HInfo, "\"RFC8482\" \"\""), (record.Owner, record.Type, record.Data));
    }

    [Fact] // §4.2: no HINFO beside a CNAME
    public void ANY_at_an_alias_gets_the_CNAME() =>
        Assert.Equal(["web.example.test."], _server.Ask("www.example.test.", RecordType.Any).AnswerData);

    [Fact]
    public void ANY_for_a_name_that_does_not_exist_is_NXDOMAIN() =>
        Assert.Equal(Rcode.NXDomain, _server.Ask("nope.example.test.", RecordType.Any).Rcode);

    [Fact]
    public void ANY_for_an_empty_non_terminal_is_NODATA()
    {
        Reply reply = _server.Ask("wild.example.test.", RecordType.Any);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Empty(reply.Answer);
    }
}
