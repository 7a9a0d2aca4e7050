using System.Net;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Registry.Tests.Routes;

public sealed class RouteWarningsTests
{
    private static readonly HashSet<string> s_clientZones = ["z1", "z2"];
    private static readonly DateTimeOffset s_now = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rule_behind_one_that_takes_everything_is_named()
    {
        Assert.Equal(
            ["rules[1] 'later' never matches: rules[0] before it takes all its queries"],
            Warnings(Rule(Block), Rule(Block) with { Name = "later" }));
    }

    [Theory]
    [InlineData(null, 10.0, true)]
    [InlineData(100.0, 10.0, true)]
    [InlineData(20.0, 10.0, true)]
    [InlineData(10.0, 10.0, true)]
    [InlineData(10.0, 20.0, false)]
    [InlineData(99.0, null, false)]
    public void Shares_nest(double? first, double? second, bool isHidden) => Assert.Equal(
        isHidden ? 1 : 0,
        Warnings(Rule(Block, new RouteMatch { Percent = first }), Rule(Block, new RouteMatch { Percent = second })).Length);

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", true)]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", true)]
    [InlineData("10.1.0.0/16", "10.0.0.0/8", false)]
    [InlineData("10.0.0.0/8", "11.0.0.0/16", false)]
    [InlineData("::/0", "10.0.0.0/8", false)]
    [InlineData("10.0.0.0/8", "", false)]
    [InlineData("", "10.0.0.0/8", true)]
    public void Networks_cover_what_lies_inside_them(string first, string second, bool isHidden) => Assert.Equal(
        isHidden ? 1 : 0, Warnings(Rule(Block, From(first)), Rule(Block, From(second))).Length);

    [Fact]
    public void Zones_cover_their_parts()
    {
        Assert.Single(Warnings(Rule(Block, InZones("z1", "z2")), Rule(Block, InZones("z2"))));
        Assert.Empty(Warnings(Rule(Block, InZones("z1")), Rule(Block, InZones("z1", "z2"))));
        Assert.Empty(Warnings(Rule(Block, InZones("z1")), Rule(Block)));
    }

    [Fact]
    public void Fallback_behind_a_rule_that_may_give_way_is_fine() => Assert.DoesNotContain(
        Warnings(Rule(RouteAction.ToVersion("v2")), Rule(RouteAction.ToVersion("v3"))), warning => warning.Contains("never"));

    [Fact]
    public void Nothing_of_its_kind_comes_behind_a_forced_rule() => Assert.Contains(
        "rules[1] never matches: rules[0] before it takes all its queries",
        Warnings(Rule(RouteAction.ToVersion("v2")) with { IsForced = true }, Rule(RouteAction.ToVersion("v3"))));

    [Theory]
    [InlineData(FaultKind.Truncate)]
    [InlineData(FaultKind.ServFail)]
    public void Rule_behind_a_fault_that_ends_or_is_for_UDP_alone_is_fine(FaultKind kind)
    {
        DateTimeOffset? until = kind == FaultKind.Truncate ? null : s_now.AddHours(1);
        Assert.Empty(Warnings(Rule(RouteAction.Failing(new FaultInjection(kind) { Until = until })), Rule(Block)));
    }

    [Fact]
    public void Mirror_hides_nobody() =>
        Assert.Empty(Warnings(Rule(RouteAction.MirroringTo(IPEndPoint.Parse("10.0.0.53:53"))), Rule(Block)));

    [Fact]
    public void Share_of_nobody_and_time_that_is_over_are_named()
    {
        var over = new FaultInjection(FaultKind.Drop) { Until = s_now };
        Assert.Equal(
            ["rules[0] never matches: it is about 0 percent", "rules[1] is over since 2026-11-03T12:00:00Z"],
            Warnings(Rule(Block, new RouteMatch { Percent = 0 }), Rule(RouteAction.Failing(over))));
    }

    [Fact]
    public void What_nobody_has_is_named()
    {
        Assert.Equal(
            [
                "rules[0] finds nobody now: no instance has the version v2",
                "rules[1] finds nobody now: no instance is in the group g2",
                "rules[2] finds nobody now: no instance has the address 10.0.0.7",
                "rules[3] finds nobody now: no instance is in the zone z2",
            ],
            Warnings(
                Rule(RouteAction.ToVersion("v2")),
                Rule(RouteAction.ToGroup("g2")),
                Rule(RouteAction.ToAddresses([IPAddress.Parse("10.0.0.7")])),
                Rule(RouteAction.Prefer("z2"))));
    }

    [Fact]
    public void Zones_that_no_client_can_be_in_are_named()
    {
        Assert.Equal(
            ["rules[0] is about nobody now: the table Zones has no network of z8 or z9"], Warnings(Rule(Block, InZones("z8", "z9"))));
        Assert.Empty(Warnings(Rule(Block, InZones("z9", "z2"))));
    }

    private static RouteAction Block => RouteAction.Blocking(BlockAnswer.NoData);

    private static RouteRule Rule(RouteAction action, RouteMatch? match = null) =>
        new() { Match = match ?? RouteMatch.Always, Action = action };

    private static RouteMatch From(string network) => new() { Clients = network.Length == 0 ? [] : [IPNetwork.Parse(network)] };

    private static RouteMatch InZones(params string[] zones) => new() { Zones = zones };

    private static string[] Warnings(params RouteRule[] rules) => [.. RouteWarnings.Of(rules, [], s_clientZones, s_now)];
}
