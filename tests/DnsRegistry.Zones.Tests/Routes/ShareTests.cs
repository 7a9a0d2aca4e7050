using System.Net;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;
using static DnsRegistry.Zones.Tests.Routes.RoutedService;

namespace DnsRegistry.Zones.Tests.Routes;

/// <summary>Shares of clients: which side a client is on is settled by its address and the service alone.</summary>
public sealed class ShareTests
{
    private const int ClientCount = 20_000;

    private static readonly byte[] s_request = QueryOctets.Of("web.z1.svc.", RecordType.A);
    private static readonly byte[] s_ofAnyZone = QueryOctets.Of("web.any.svc.", RecordType.A);

    /// <summary>
    /// Four standard deviations of a binomial distribution: outside of it once in some 16,000 tests, and then always, as
    /// nothing here is random.
    /// </summary>
    private static double Bound(double share) => 4 * Math.Sqrt(share * (1 - share) / ClientCount);

    [Theory]
    [InlineData(0, "192.168.0.0")]
    [InlineData(0.1, "192.168.0.0")]
    [InlineData(1, "10.0.0.0")]
    [InlineData(10, "192.168.0.0")]
    [InlineData(33.3, "10.0.0.0")]
    [InlineData(50, "192.168.0.0")]
    [InlineData(99.9, "10.0.0.0")]
    [InlineData(100, "192.168.0.0")]
    public async Task Share_of_neighbouring_clients_is_as_large_as_it_says(double percent, string first)
    {
        await using RoutedService web = await WithAsync(Rule(RouteAction.ToVersion("v2")) with { Match = Share(percent) });

        double share = V2Clients(web, first).Count / (double)ClientCount;

        Assert.InRange(share, (percent / 100) - Bound(percent / 100), (percent / 100) + Bound(percent / 100));
    }

    public static TheoryData<string> Kinds => ["version", "pin", "preferZone", "block", "servfail", "drop", "delay", "address", "mirror"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_kind_of_rule_is_about_as_many_clients_as_it_says_and_about_the_same(string kind)
    {
        await using RoutedService web = await WithAsync();
        HashSet<uint> former = [];
        foreach (double percent in (double[])[10, 20])
        {
            await web.PutAsync(Rule(ActionOf("version")) with { Match = Share(percent) });
            HashSet<uint> ofVersion = Clients("10.7.0.0", web, IsTouched);
            await web.PutAsync(Rule(ActionOf(kind)) with { Match = Share(percent) });
            HashSet<uint> touched = Clients("10.7.0.0", web, IsTouched);

            double share = touched.Count / (double)ClientCount;
            Assert.InRange(share, (percent / 100) - Bound(percent / 100), (percent / 100) + Bound(percent / 100));
            Assert.True(touched.SetEquals(ofVersion));
            Assert.True(touched.IsSupersetOf(former));
            former = touched;
        }
    }

    [Fact]
    public async Task Copies_of_a_share_alter_no_answer_and_leave_it_to_the_next_rules()
    {
        await using RoutedService web = await WithAsync(
            Rule(ActionOf("mirror"), "copy") with { Match = Share(30) }, Rule(ActionOf("version")) with { Match = Share(60) });
        HashSet<uint> copied = Clients("10.7.0.0", web, server => server.Effects?.Mirrors.Length == 1);
        HashSet<uint> routed = Clients("10.7.0.0", web, _ => AnswersOf(web) == 2);

        Assert.InRange(copied.Count / (double)ClientCount, 0.3 - Bound(0.3), 0.3 + Bound(0.3));
        Assert.InRange(routed.Count / (double)ClientCount, 0.6 - Bound(0.6), 0.6 + Bound(0.6));
        Assert.True(routed.IsSupersetOf(copied));
    }

    [Fact]
    public async Task Raising_a_share_only_adds_clients()
    {
        await using RoutedService web = await WithAsync();
        HashSet<uint> former = [];
        foreach (double percent in (double[])[0.5, 5, 10, 20, 60, 100])
        {
            await web.PutAsync(Rule(RouteAction.ToVersion("v2")) with { Match = Share(percent) });
            HashSet<uint> now = V2Clients(web, "10.7.0.0");

            Assert.True(now.IsSupersetOf(former));
            Assert.True(now.Count > former.Count);
            former = now;
        }
    }

    [Fact]
    public async Task Client_stays_on_its_side_from_query_to_query_and_in_another_process()
    {
        await using RoutedService web = await WithAsync(Rule(RouteAction.ToVersion("v2")) with { Match = Share(50) });
        await using RoutedService other = await WithAsync(Rule(RouteAction.ToVersion("v2")) with { Match = Share(50) });

        HashSet<uint> first = V2Clients(web, "10.7.0.0");

        Assert.True(first.SetEquals(V2Clients(web, "10.7.0.0")));
        Assert.True(first.SetEquals(V2Clients(other, "10.7.0.0")));
    }

    [Fact]
    public void Another_service_has_other_clients_in_its_share()
    {
        ulong web = ClientShare.SeedOf("web"u8);
        ulong db = ClientShare.SeedOf("db"u8);
        UInt128 end = ClientShare.EndOf(20);
        int both = 0;
        for (uint i = 0; i < ClientCount; i++)
        {
            var client = ClientAddress.FromIPv4((10u << 24) + i);
            both += ClientShare.PlaceOf(client, web) < end && ClientShare.PlaceOf(client, db) < end ? 1 : 0;
        }

        Assert.InRange(both / (double)ClientCount, 0.04 - Bound(0.04), 0.04 + Bound(0.04));
    }

    [Fact]
    public void Share_is_independent_of_who_is_answered_when_not_all_fit()
    {
        // The instance that a client begins with, of ten, must not be settled by the side it is on.
        ulong seed = ClientShare.SeedOf("web"u8);
        UInt128 end = ClientShare.EndOf(50);
        int[] starts = new int[10];
        int inside = 0;
        for (uint i = 0; i < ClientCount; i++)
        {
            var client = ClientAddress.FromIPv4((10u << 24) + i);
            if (ClientShare.PlaceOf(client, seed) >= end)
                continue;

            inside++;
            starts[client.StableHash() % 10]++;
        }

        Assert.All(starts, count => Assert.InRange(count / (double)inside, 0.1 - (2 * Bound(0.1)), 0.1 + (2 * Bound(0.1))));
    }

    [Fact]
    public async Task IPv6_clients_are_spread_like_others()
    {
        await using RoutedService web = await WithAsync(Rule(RouteAction.ToVersion("v2")) with { Match = Share(25) });
        int inside = 0;
        byte[] octets = IPAddress.Parse("2001:db8::1").GetAddressBytes();
        for (int i = 0; i < ClientCount; i++)
        {
            // Each is another customer's network.
            (octets[6], octets[7]) = ((byte)(i >> 8), (byte)i);
            web.Dns.Client = new IPAddress(octets);
            inside += IsV2(web) ? 1 : 0;
        }

        Assert.InRange(inside / (double)ClientCount, 0.25 - Bound(0.25), 0.25 + Bound(0.25));
    }

    private static HashSet<uint> V2Clients(RoutedService web, string first) => Clients(first, web, _ => IsV2(web));

    private static HashSet<uint> Clients(string first, RoutedService web, Func<DnsServerUnderTest, bool> isOne)
    {
        byte[] octets = IPAddress.Parse(first).GetAddressBytes();
        DnsServerUnderTest server = web.Dns;
        HashSet<uint> clients = [];
        for (uint i = 0; i < ClientCount; i++)
        {
            (octets[2], octets[3]) = ((byte)(i >> 8), (byte)i);
            server.Client = new IPAddress(octets);
            server.Answer(s_ofAnyZone);
            if (isOne(server))
                clients.Add(i);
        }

        return clients;
    }

    /// <summary>The only address of the answer is 10.0.2.1 or one of two; reading octets is quick enough for many clients.</summary>
    private static bool IsV2(RoutedService web)
    {
        ReadOnlySpan<byte> answer = web.Dns.AnswerOctets(s_request);
        return answer[7] == 1 && answer[^2] == 2;
    }

    /// <summary>Whether a rule had a say in the last answer: without one it has all four addresses, and nothing beside it.</summary>
    private static bool IsTouched(DnsServerUnderTest server) =>
        server.Effects is not null || server.AnswerOctets(s_ofAnyZone)[7] != 4;

    private static int AnswersOf(RoutedService web) => web.Dns.AnswerOctets(s_ofAnyZone)[7];

    private static RouteAction ActionOf(string kind) => kind switch
    {
        "version" => RouteAction.ToVersion("v2"),
        "pin" => RouteAction.ToAddresses([IPAddress.Parse("10.0.2.1")]),
        "preferZone" => RouteAction.Prefer("z2"),
        "block" => RouteAction.Blocking(BlockAnswer.NoData),
        "mirror" => RouteAction.MirroringTo(new IPEndPoint(IPAddress.Loopback, 9)),
        "servfail" => RouteAction.Failing(new FaultInjection(FaultKind.ServFail)),
        "drop" => RouteAction.Failing(new FaultInjection(FaultKind.Drop)),
        "delay" => RouteAction.Failing(new FaultInjection(FaultKind.Delay) { DelayMilliseconds = 5 }),
        _ => RouteAction.Failing(new FaultInjection(FaultKind.Address) { Addresses = [IPAddress.Parse("192.0.2.1")] }),
    };
}
