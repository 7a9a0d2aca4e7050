using System.Net;
using DnsRegistry.Server.Query;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>What becomes of answers that do not fit: never a silent cut, and the same part for the same client.</summary>
public class SizeTests
{
    private static readonly (RecordType Type, ushort? Edns, int Limit)[] s_udp =
    [
        (RecordType.A, null, 512), (RecordType.A, 100, 512), (RecordType.A, 600, 600), (RecordType.A, 1232, 1232),
        (RecordType.A, 65535, 1232),
        (RecordType.Srv, null, 512), (RecordType.Srv, 1232, 1232), (RecordType.Aaaa, 1232, 1232),
    ];

    [Fact]
    public async Task Udp_response_keeps_to_its_limit_and_says_when_it_is_cut()
    {
        await using RegistryUnderTest registry = await WithManyAsync(300);

        foreach ((RecordType type, ushort? edns, int limit) in s_udp)
        {
            Reply reply = registry.AtThisMoment().Ask("web.z1.svc.", type, edns);

            Assert.InRange(reply.Octets.Length, limit - 75, limit);
            Assert.True(reply.IsTruncated);
            Assert.Equal(edns is not null, reply.HasEdns);
            Assert.Empty(reply.Additional);
            Assert.Equal(Rcode.NoError, reply.Rcode);
            Assert.Equal(reply.Answer.Count, reply.AnswerData.Distinct().Count());
        }
    }

    [Theory]
    [InlineData(RecordType.A)]
    [InlineData(RecordType.Aaaa)]
    [InlineData(RecordType.Srv)]
    public async Task Tcp_carries_the_whole_set(RecordType type)
    {
        await using RegistryUnderTest registry = await WithManyAsync(300);

        Reply reply = registry.AskOverTcp("web.z1.svc.", type);

        Assert.False(reply.IsTruncated);
        Assert.Equal(300, reply.AnswerData.Distinct().Count());
        if (type == RecordType.Srv)
            Assert.Equal(600, reply.Additional.Count);
    }

    [Fact]
    public async Task Additional_records_go_before_anything_is_truncated()
    {
        await using RegistryUnderTest registry = await WithManyAsync(7);

        Reply small = registry.AtThisMoment().Ask("web.z1.svc.", RecordType.Srv, edns: null);
        Assert.Equal(7, small.Answer.Count);
        Assert.False(small.IsTruncated);
        Assert.InRange(small.Additional.Count, 0, 13);

        Reply large = registry.Ask("web.z1.svc.", RecordType.Srv);
        Assert.Equal(14, large.Additional.Count);
    }

    [Theory]
    [InlineData(RecordType.A, 300, 1)]
    [InlineData(RecordType.Srv, 300, 1)]
    [InlineData(RecordType.Srv, 30, 1)] // few enough to look at all of them, too many to write
    [InlineData(RecordType.A, 12, 16)] // few instances with many addresses
    [InlineData(RecordType.Aaaa, 12, 16)]
    public async Task Cut_answer_has_the_same_members_for_one_client_and_others_for_others(RecordType type, int instances, int addresses)
    {
        await using RegistryUnderTest registry = await WithManyAsync(instances, addresses);
        var seen = new HashSet<string>();
        var sets = new HashSet<string>();

        for (int client = 1; client <= 60; client++)
        {
            registry.Dns.Client = IPAddress.Parse($"192.0.2.{client}");
            Reply first = registry.Ask("web.z1.svc.", type);
            Assert.True(first.IsTruncated);
            for (int again = 0; again < 3; again++)
                Assert.Equal(first.AnswerData.Order(), registry.Ask("web.z1.svc.", type).AnswerData.Order());
            seen.UnionWith(first.AnswerData);
            sets.Add(string.Join(' ', first.AnswerData.Order()));
        }

        Assert.True(sets.Count > Math.Min(instances, 60) / 3, $"60 clients got {sets.Count} different parts");
        if (instances <= 30)
            Assert.Equal(instances * addresses, seen.Count);
    }

    [Theory]
    [InlineData(RecordType.A)]
    [InlineData(RecordType.Srv)]
    public async Task Cut_answer_is_one_for_the_client_that_a_resolver_asks_for(RecordType type)
    {
        await using RegistryUnderTest registry = await WithManyAsync(300);
        registry.Dns.SetNetworks("192.0.2.0/24", ("z1", "10.1.0.0/16"));
        var sets = new HashSet<string>();

        for (int subnet = 0; subnet < 30; subnet++)
        {
            string[] first = [.. Members($"10.1.{subnet}.0/24", "192.0.2.1")];
            Assert.Equal(first, Members($"10.1.{subnet}.0/24", "192.0.2.2"));
            sets.Add(string.Join(' ', first));
        }

        Assert.True(sets.Count > 10, $"30 subnets got {sets.Count} different parts");

        IEnumerable<string> Members(string subnet, string resolver)
        {
            registry.Dns.Client = IPAddress.Parse(resolver);
            Reply reply = registry.AtThisMoment().AskFor(subnet, "web.near.svc.", type);
            Assert.True(reply.IsTruncated);
            return reply.AnswerData.Order();
        }
    }

    [Fact]
    public async Task Five_thousand_instances_are_whole_or_truncated_and_never_too_large()
    {
        await using RegistryUnderTest registry = await WithManyAsync(5000);

        foreach (RecordType type in (RecordType[])[RecordType.A, RecordType.Aaaa, RecordType.Srv, RecordType.Txt])
        {
            foreach (Transport transport in (Transport[])[Transport.Udp, Transport.Tcp])
            {
                Reply reply = registry.AtThisMoment().Send(QueryOctets.Of("web.z1.svc.", type, 1232), transport);

                Assert.InRange(reply.Octets.Length, 12, ushort.MaxValue);
                bool isWhole = reply.AnswerData.Distinct().Count() == (type == RecordType.Txt ? 1 : 5000);
                Assert.True(isWhole != reply.IsTruncated, $"{type} over {transport}: {reply.Answer.Count} records, TC {reply.IsTruncated}");
            }
        }

        Assert.Equal("10.0.19.135", Assert.Single(registry.Ask("i4999.any.any.web.any.svc.").Answer).Data);
    }

    [Fact]
    public async Task Address_that_many_share_is_answered_once_and_its_pin_names_them_all()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
        [
            .. Enumerable.Range(1, 50).Select(
                n => new RegistrationBuilder("web", $"i{n}").WithAddress("10.0.0.7").WithAddress("10.0.0.8").WithPort(n)),
        ]);

        Assert.Equal(["10.0.0.7", "10.0.0.8"], registry.Ask("web.z1.svc.").AnswerData.Order());
        Assert.Equal("10.0.0.7", Assert.Single(registry.Ask("ip-10-0-0-7.any.any.web.z1.svc.").Answer).Data);
        Assert.Equal(50, registry.AskOverTcp("web.z1.svc.", RecordType.Srv).Answer.Count);
        Assert.Equal(50, registry.AskOverTcp("ip-10-0-0-7.any.any.web.z1.svc.", RecordType.Srv).Answer.Count);
    }

    [Fact]
    public async Task First_address_follows_the_weights()
    {
        int[] weights = [1, 100, 250, 649];
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
        [
            .. weights.Select((weight, n) => new RegistrationBuilder("web", $"i{n}").WithAddress($"10.0.0.{n}").WithWeight(weight)),
        ]);

        double[] shares = SharesOfFirst(registry, weights.Length);

        for (int i = 0; i < weights.Length; i++)
            Assert.InRange(shares[i], (weights[i] / 1000.0) - 0.02, (weights[i] / 1000.0) + 0.02);
        Assert.InRange(shares[0], 0.0003, 0.003);
    }

    [Fact]
    public async Task First_address_is_each_as_often_where_weights_are_equal()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            [.. Enumerable.Range(0, 5).Select(n => new RegistrationBuilder("web", $"i{n}").WithAddress($"10.0.0.{n}"))]);

        Assert.All(SharesOfFirst(registry, 5), share => Assert.InRange(share, 0.19, 0.21));
    }

    /// <summary>How often each of 10.0.0.0, 10.0.0.1, … was the first of 100,000 answers.</summary>
    private static double[] SharesOfFirst(RegistryUnderTest registry, int count)
    {
        const int Queries = 100_000;
        byte[] request = QueryOctets.Of("web.z1.svc.", RecordType.A, 1232);
        DnsServerUnderTest server = registry.AtThisMoment();
        int[] first = new int[count];
        int lastOfFirstRdata = 12 + (request.Length - 12 - 11) + 12 + 3;
        for (int i = 0; i < Queries; i++)
            first[server.AnswerOctets(request)[lastOfFirstRdata]]++;
        return [.. first.Select(times => times / (double)Queries)];
    }

    private static Task<RegistryUnderTest> WithManyAsync(int instances, int addresses = 1) => RegistryUnderTest.WithAsync(
    [
        .. Enumerable.Range(0, instances).Select(n =>
        {
            var instance = new RegistrationBuilder("web", $"i{n}");
            for (int i = 0; i < addresses; i++)
                instance.WithAddress($"10.{i}.{n >> 8}.{n & 255}").WithAddress($"fd00::{i:x}:{n:x}");
            return instance;
        }),
    ]);
}
