using System.Net;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;
using DnsRegistry.Zones.Services;
using static DnsRegistry.Zones.Tests.Routes.RoutedService;

namespace DnsRegistry.Zones.Tests.Routes;

/// <summary>When a rule has its say: behind labels and health, before zones and limits, unless it would leave nobody.</summary>
public sealed class RouteOrderTests
{
    private static readonly string[] s_all = ["10.0.1.1", "10.0.1.2", "10.0.2.1", "10.0.2.2"];

    [Fact]
    public async Task Rule_that_leaves_nobody_is_passed_over_unless_it_is_forced()
    {
        RouteRule rule = Rule(RouteAction.ToVersion("v3"), "gone");
        await using RoutedService web = await WithAsync(rule, Rule(RouteAction.ToVersion("v1")));
        Assert.Equal(["10.0.1.1", "10.0.1.2"], web.Addresses());

        await web.PutAsync(rule with { IsForced = true }, Rule(RouteAction.ToVersion("v1")));
        Reply forced = web.Ask("web.any.svc.");

        Assert.Equal((Rcode.NoError, 0), (forced.Rcode, forced.Answer.Count));
        Assert.Equal(ExtendedErrorCode.Other, forced.ExtendedError);
        Assert.Equal("rule 'gone' leaves nobody who is passing", forced.ExtendedErrorText);
        Assert.Equal(["10.0.1.1"], web.Addresses("v1.default.web.z1.svc."));

        await web.Registry.SetAsync("web", new ServiceSettings { EmptyAnswer = EmptyAnswer.NXDomain });
        Assert.Equal(Rcode.NXDomain, web.Ask("web.any.svc.").Rcode);
    }

    [Fact]
    public async Task Rules_come_before_the_zone_of_the_client_and_the_limit_behind_both()
    {
        await using RoutedService web = await WithAsync(Rule(RouteAction.ToVersion("v3")));
        web.Dns.SetNetworks("", ("z1", "10.1.0.0/16"));
        foreach (string zone in (string[])["z2", "z3"])
        {
            await web.Registry.RegisterAsync(
                new RegistrationBuilder("web", zone).InZone(zone).WithVersion("v3").WithAddress($"10.0.3.{zone[1]}").Static());
        }

        // Nobody of that version is in z1: others stand in, although z1 has somebody of another version.
        Assert.Equal(["10.0.3.2", "10.0.3.3"], web.Addresses("web.near.svc.", "10.1.0.1"));
        Assert.All(
            web.Ask("web.near.svc.", RecordType.Srv, "10.1.0.1").AnswerData,
            data => Assert.StartsWith("20 ", data, StringComparison.Ordinal));

        await web.Registry.SetAsync("web", new ServiceSettings { WeightedSubset = 1 });
        HashSet<string> seen = [];
        for (int i = 0; i < 100; i++)
            seen.Add(Assert.Single(web.Addresses("web.near.svc.", "10.1.0.1")));
        Assert.True(seen.SetEquals(["10.0.3.2", "10.0.3.3"]), string.Join(' ', seen));
    }

    [Fact]
    public async Task Draining_disabled_and_weightless_instances_are_nobody_to_a_rule()
    {
        await using RoutedService web = await WithAsync(Rule(RouteAction.ToVersion("v2")));
        Assert.Equal(["10.0.2.1", "10.0.2.2"], web.Addresses());

        await web.Registry.Registry.PutOverrideAsync(
            new InstanceKey("web", "c"), new InstanceOverride { IsDraining = true }, mayBeAbsent: false, CancellationToken.None);
        Assert.Equal(["10.0.2.2"], web.Addresses());

        await web.Registry.Registry.PutOverrideAsync(
            new InstanceKey("web", "d"), new InstanceOverride { Weight = 0 }, mayBeAbsent: false, CancellationToken.None);
        Assert.Equal(["10.0.1.1", "10.0.1.2"], web.Addresses());
    }

    [Fact]
    public async Task Some_of_the_pinned_are_drawn_among_those_with_a_pinned_address_of_the_family()
    {
        await using RoutedService web = await WithAsync(
            Rule(RouteAction.ToAddresses([IPAddress.Parse("10.0.1.1"), IPAddress.Parse("fd00::5")])));
        await web.Registry.RegisterAsync(new RegistrationBuilder("web", "e").WithAddress("10.0.3.1").WithAddress("fd00::5").Static());
        await web.Registry.SetAsync("web", new ServiceSettings { WeightedSubset = 1 });

        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(["10.0.1.1"], web.Addresses());
            Assert.Equal(["fd00::5"], web.Ask("web.any.svc.", RecordType.Aaaa).AnswerData);
        }
    }

    [Fact]
    public async Task List_is_replaced_at_once_for_those_who_ask_meanwhile()
    {
        // Each list settles every answer. What neither of them answers would be a list half replaced, or none.
        RouteRule[] first = [Rule(RouteAction.ToVersion("v9"), "gone"), Rule(RouteAction.ToVersion("v1"), "one")];
        RouteRule[] second = [Rule(RouteAction.ToGroup("gone")), Rule(RouteAction.ToVersion("v2"), "two")];
        await using RoutedService web = await WithAsync(first);
        DnsServerUnderTest server = web.Dns;
        byte[] request = QueryOctets.Of("web.any.svc.", RecordType.A);
        using var stop = new CancellationTokenSource();
        var seen = new HashSet<string>();
        Task asking = Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                    seen.Add(string.Join(' ', new Reply(server.AnswerOctets(request).ToArray()).AnswerData.Order()));
            },
            TaskCreationOptions.LongRunning);

        for (int i = 0; i < 500; i++)
            await web.PutAsync(i % 2 == 0 ? second : first);
        await stop.CancelAsync();
        await asking;

        Assert.True(seen.IsSubsetOf(["10.0.1.1 10.0.1.2", "10.0.2.1 10.0.2.2"]), string.Join(" | ", seen));
    }

    [Fact]
    public async Task Rule_gives_way_while_nobody_in_its_version_is_passing()
    {
        await using RoutedService web = await WithAsync(Rule(RouteAction.ToVersion("v3")));
        await web.Registry.RegisterAsync(new RegistrationBuilder("web", "e").WithVersion("v3").WithAddress("10.0.3.1").WithLease(10));
        Assert.Equal(["10.0.3.1"], web.Addresses());

        await web.Registry.AdvanceAsync(TimeSpan.FromSeconds(11));

        Assert.Equal(s_all, web.Addresses());
    }

    [Fact]
    public async Task Rule_that_leaves_nobody_with_the_port_is_passed_over()
    {
        await using RoutedService web = await WithAsync(Rule(RouteAction.ToVersion("v2")));
        await web.Registry.RegisterAsync(new RegistrationBuilder("web", "a").InZone("z1").WithVersion("v1").WithAddress("10.0.1.1")
            .WithNamedPort("grpc", 9090).Static());

        Assert.Equal("10 100 9090 a.v1.default.web.z1.svc.", Assert.Single(web.Ask("_grpc._tcp.web.any.svc.", RecordType.Srv).AnswerData));

        await web.PutAsync(Rule(RouteAction.ToVersion("v2")) with { IsForced = true });
        Reply forced = web.Ask("_grpc._tcp.web.any.svc.", RecordType.Srv);
        Assert.Equal((Rcode.NoError, 0), (forced.Rcode, forced.Answer.Count));
    }
}
