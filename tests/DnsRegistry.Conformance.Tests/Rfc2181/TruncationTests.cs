using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc2181;

/// <summary>§9: TC only when something that was asked for is missing. Records are left out whole.</summary>
public class TruncationTests
{
    private static readonly string s_addresses = string.Join('\n', Enumerable.Range(1, 100).Select(i => $"many A 192.0.2.{i}"));
    private static readonly string s_exchanges = string.Join(
        '\n', Enumerable.Range(10, 20).Select(i => $"mail MX {i} mx{i}\nmx{i} AAAA 2001:db8::{i}"));

    private readonly DnsServerUnderTest _server = Given.Zone(
        $"$ORIGIN example.test.\n$TTL 1h\n@ IN SOA ns hostmaster 7 7200 900 1209600 60\n{s_addresses}\n{s_exchanges}\n");

    [Theory]
    [InlineData(null, 512)]
    [InlineData((ushort)100, 512)]
    [InlineData((ushort)800, 800)]
    [InlineData((ushort)4096, 1232)]
    public void An_answer_over_the_limit_has_as_many_whole_records_as_fit_and_TC(ushort? edns, int limit)
    {
        Reply reply = _server.Ask("many.example.test.", RecordType.A, edns);

        Assert.True(reply.IsTruncated);
        Assert.InRange(reply.Octets.Length, limit - 15, limit);
        Assert.InRange(reply.Answer.Count, 1, 99);
    }

    [Fact]
    public void TCP_carries_all_of_it()
    {
        Reply reply = _server.AskOverTcp("many.example.test.", RecordType.A);

        Assert.False(reply.IsTruncated);
        Assert.Equal(100, reply.Answer.Count);
    }

    [Fact]
    public void Additional_records_that_do_not_fit_are_dropped_without_TC()
    {
        Reply reply = _server.Ask("mail.example.test.", RecordType.MX, 512);

        Assert.False(reply.IsTruncated);
        Assert.Equal(20, reply.Answer.Count);
        Assert.InRange(reply.Additional.Count, 0, 19);
        Assert.Equal(20, _server.AskOverTcp("mail.example.test.", RecordType.MX).Additional.Count);
    }
}
