using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc1034;

public class ExactMatchTests
{
    private readonly DnsServerUnderTest _server = Given.Zone("""
        $ORIGIN example.test.
        @     3600 IN SOA ns hostmaster 7 7200 900 1209600 60
        @     3600 IN NS ns
        @     3600 IN MX 10 mail
        ns    3600 IN A 192.0.2.1
        mail  3600 IN A 192.0.2.25
        mail  3600 IN AAAA 2001:db8::25
        web     30 IN A 192.0.2.10
        web     30 IN A 192.0.2.11
        _sip._tcp 60 IN SRV 1 2 5060 mail
        """);

    [Fact] // §4.3.2 step 3a
    public void All_records_of_the_type_are_the_answer_with_AA()
    {
        Reply reply = _server.Ask("web.example.test.", RecordType.A);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.True(reply.IsAuthoritative);
        Assert.Equal(["192.0.2.10", "192.0.2.11"], reply.AnswerData);
        Assert.All(reply.Answer, record => Assert.Equal(30u, record.TtlSeconds));
        Assert.Empty(reply.Authority);
    }

    [Fact] // RFC 4343 §4.1
    public void Letter_case_makes_no_difference_and_the_question_comes_back_as_it_was()
    {
        byte[] request = QueryOctets.Of("wEb.eXample.TEST.", RecordType.A);

        Reply reply = _server.Send(request);

        Assert.Equal(2, reply.Answer.Count);
        Assert.Equal(request[12..], reply.Octets[12..request.Length]);
    }

    [Theory] // §4.3.2 step 6
    [InlineData("example.test.", RecordType.MX, "mail.example.test.", 2)]
    [InlineData("example.test.", RecordType.NS, "ns.example.test.", 1)]
    [InlineData("_sip._tcp.example.test.", RecordType.Srv, "mail.example.test.", 2)]
    public void Addresses_of_hosts_that_the_answer_names_are_additional(string name, RecordType type, string host, int count)
    {
        Reply reply = _server.Ask(name, type);

        Assert.Equal(count, reply.Additional.Count);
        Assert.All(reply.Additional, record => Assert.Equal(host, record.Owner));
    }

    [Fact]
    public void A_name_outside_every_zone_is_REFUSED()
    {
        Reply reply = _server.Ask("other.test.", RecordType.A);

        Assert.Equal(Rcode.Refused, reply.Rcode);
        Assert.False(reply.IsAuthoritative);
    }
}
