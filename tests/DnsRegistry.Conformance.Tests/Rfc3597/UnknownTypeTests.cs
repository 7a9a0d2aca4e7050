using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc3597;

public class UnknownTypeTests
{
    private readonly DnsServerUnderTest _server = Given.Zone("""
        $ORIGIN example.test.
        $TTL 1h
        @    IN SOA ns hostmaster 7 7200 900 1209600 60
        a    CLASS1 TYPE731 \# 6 abcd (
                            ef 01 23 45 )
        b    TYPE62347 \# 0
        c    A \# 4 C0000201
        d    TYPE1 192.0.2.2
        srv  SRV 1 2 3 a.example.test.
        mx   MX 1 a.example.test.
        """);

    [Fact] // §5
    public void RDATA_of_an_unknown_type_is_served_octet_for_octet()
    {
        Reply reply = _server.Ask("a.example.test.", (RecordType)731);

        Assert.Single(reply.Answer);
        Assert.Contains("0006ABCDEF012345", Convert.ToHexString(reply.Octets), StringComparison.Ordinal);
    }

    [Fact]
    public void RDATA_may_be_empty() => Assert.Single(_server.Ask("b.example.test.", (RecordType)62347).Answer);

    [Theory] // §5: known types in either notation are the same
    [InlineData("c.example.test.", "192.0.2.1")]
    [InlineData("d.example.test.", "192.0.2.2")]
    public void Known_types_may_be_written_in_the_generic_forms(string name, string address) =>
        Assert.Equal([address], _server.Ask(name, RecordType.A).AnswerData);

    [Fact] // §4
    public void Names_in_types_newer_than_RFC_1035_are_not_compressed()
    {
        string uncompressed = "0161076578616D706C65047465737400";

        Assert.Contains(uncompressed, HexOf("srv.example.test.", RecordType.Srv), StringComparison.Ordinal);
        Assert.DoesNotContain(uncompressed, HexOf("mx.example.test.", RecordType.MX), StringComparison.Ordinal);
    }

    private string HexOf(string name, RecordType type) => Convert.ToHexString(_server.Ask(name, type).Octets);
}
