using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc2308;

public class NegativeAnswerTests
{
    private readonly DnsServerUnderTest _server = Given.Zone("""
        $ORIGIN example.test.
        @    3600 IN SOA ns hostmaster 7 7200 900 1209600 60
        web    30 IN A   192.0.2.10
        """);

    [Fact] // §2.1 and §3
    public void Name_that_does_not_exist_is_NXDOMAIN_with_the_SOA_of_its_zone()
    {
        Reply reply = _server.Ask("nope.example.test.", RecordType.A);

        Assert.Equal(Rcode.NXDomain, reply.Rcode);
        Assert.True(reply.IsAuthoritative);
        Assert.Empty(reply.Answer);
        Assert.Equal(("example.test.", RecordType.Soa), (Assert.Single(reply.Authority).Owner, reply.Authority[0].Type));
    }

    [Fact] // §2.2
    public void Name_without_the_type_is_NODATA_with_the_SOA_of_its_zone()
    {
        Reply reply = _server.Ask("web.example.test.", RecordType.Aaaa);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.True(reply.IsAuthoritative);
        Assert.Empty(reply.Answer);
        Assert.Equal(RecordType.Soa, Assert.Single(reply.Authority).Type);
    }

    [Theory] // §5
    [InlineData(3600, 60, 60)]
    [InlineData(30, 60, 30)]
    [InlineData(0, 60, 0)]
    public void Negative_TTL_is_the_lesser_of_SOA_TTL_and_MINIMUM(uint ttl, uint minimum, uint expected)
    {
        DnsServerUnderTest server = Given.Zone($"$ORIGIN example.test.\n@ {ttl} IN SOA ns hostmaster 7 7200 900 1209600 {minimum}\n");

        Assert.Equal(expected, Assert.Single(server.Ask("nope.example.test.", RecordType.A).Authority).TtlSeconds);
        Assert.Equal(expected, Assert.Single(server.Ask("example.test.", RecordType.A).Authority).TtlSeconds);
        Assert.Equal(ttl, Assert.Single(server.Ask("example.test.", RecordType.Soa).Answer).TtlSeconds);
    }
}
