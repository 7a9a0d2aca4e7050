using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc9471;

public class GlueTests
{
    private static string ZoneOf(string servers) =>
        $"$ORIGIN example.test.\n$TTL 1h\n@ IN SOA ns hostmaster 7 7200 900 1209600 60\n{servers}\n";

    private static string TwelveServersIn(string place) => string.Join('\n', Enumerable.Range(1, 12).Select(
        i => $"sub NS ns{i}.{place}\nns{i}.{place} A 192.0.2.{i}\nns{i}.{place} AAAA 2001:db8::{i}"));

    [Fact] // §3.1
    public void In_domain_glue_that_does_not_fit_sets_TC()
    {
        DnsServerUnderTest server = Given.Zone(ZoneOf(TwelveServersIn("sub")));

        Reply small = server.Ask("web.sub.example.test.", RecordType.A, edns: null);
        Reply large = server.Ask("web.sub.example.test.", RecordType.A);

        Assert.True(small.IsTruncated);
        Assert.Equal(12, small.Authority.Count);
        Assert.False(large.IsTruncated);
        Assert.Equal(24, large.Additional.Count);
    }

    [Fact] // §3.2
    public void Sibling_glue_that_does_not_fit_is_left_out_without_TC()
    {
        DnsServerUnderTest server = Given.Zone(ZoneOf(TwelveServersIn("sib") + "\nsib NS ns1.sib"));

        Reply small = server.Ask("web.sub.example.test.", RecordType.A, edns: null);

        Assert.False(small.IsTruncated);
        Assert.InRange(small.Additional.Count, 1, 23);
        Assert.Equal(24, server.Ask("web.sub.example.test.", RecordType.A).Additional.Count);
    }
}
