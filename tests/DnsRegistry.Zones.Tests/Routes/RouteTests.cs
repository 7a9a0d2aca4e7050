using System.Net;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;
using static DnsRegistry.Zones.Tests.Routes.RoutedService;

namespace DnsRegistry.Zones.Tests.Routes;

public sealed class RouteTests
{
    private static readonly string[] s_all = ["10.0.1.1", "10.0.1.2", "10.0.2.1", "10.0.2.2"];

    [Fact]
    public async Task Version_is_set_where_the_name_leaves_it_open()
    {
        await using RoutedService web = await WithAsync(Rule(RouteAction.ToVersion("v2")));

        Assert.Equal(["10.0.2.1", "10.0.2.2"], web.Addresses());
        Assert.Equal(["10.0.2.1"], web.Addresses("web.z1.svc."));
        Assert.Equal(["10.0.2.1"], web.Addresses("any.default.web.z1.svc."));
        Assert.Equal(["10.0.1.1"], web.Addresses("v1.default.web.z1.svc."));
        Assert.Equal(["10.0.1.1"], web.Addresses("a.any.any.web.z1.svc."));
        Assert.Equal(["10.0.1.1"], web.Addresses("ip-10-0-1-1.any.any.web.z1.svc."));
    }

    [Fact]
    public async Task Version_is_that_of_its_label()
    {
        await using RoutedService web = await WithAsync(Rule(RouteAction.ToVersion("3.0.1")));
        await web.Registry.RegisterAsync(new RegistrationBuilder("web", "e").WithVersion("3.0.1").WithAddress("10.0.3.1"));

        Assert.Equal(["10.0.3.1"], web.Addresses());
    }

    [Fact]
    public async Task Group_is_set_where_the_name_leaves_it_open()
    {
        await using RoutedService web = await WithAsync(Rule(RouteAction.ToGroup("blue")));
        Assert.Equal(s_all, web.Addresses());

        await web.Registry.RegisterAsync(new RegistrationBuilder("web", "e").InGroup("blue").InZone("z1").WithAddress("10.0.3.1"));

        Assert.Equal(["10.0.3.1"], web.Addresses());
        Assert.Equal(["10.0.1.1", "10.0.2.1"], web.Addresses("default.web.z1.svc."));
    }

    [Fact]
    public async Task First_rule_that_fits_wins()
    {
        await using RoutedService web = await WithAsync(
            Rule(RouteAction.ToVersion("v1"), "ops") with { Match = From("10.9.0.0/16", "fd09::/32") },
            Rule(RouteAction.ToVersion("v2"), "rest"));

        Assert.Equal(["10.0.1.1", "10.0.1.2"], web.Addresses(client: "10.9.200.1"));
        Assert.Equal(["10.0.1.1", "10.0.1.2"], web.Addresses(client: "fd09::1"));
        Assert.Equal(["10.0.2.1", "10.0.2.2"], web.Addresses(client: "10.8.200.1"));
        Assert.Equal(["10.0.2.1", "10.0.2.2"], web.Addresses(client: "fd0a::1"));
    }

    [Fact]
    public async Task Client_is_in_a_zone_of_the_table()
    {
        await using RoutedService web = await WithAsync(
            Rule(RouteAction.ToVersion("v2")) with { Match = new RouteMatch { Zones = ["z2"] } });
        var table = new Dictionary<string, IReadOnlyList<IPNetwork>>
        {
            ["z1"] = [IPNetwork.Parse("10.1.0.0/16")],
            ["z2"] = [IPNetwork.Parse("10.2.0.0/16")],
        };
        web.Dns.Publisher.Publish(new ZoneCatalog(web.Dns.Publisher.Current.Zones) { Clients = new ClientNetworks(table, []) });

        Assert.Equal(s_all, web.Addresses(client: "10.1.0.1"));
        Assert.Equal(["10.0.2.1", "10.0.2.2"], web.Addresses(client: "10.2.0.1"));
        Assert.Equal(s_all, web.Addresses(client: "10.3.0.1"));
    }

    [Fact]
    public async Task All_conditions_of_a_rule_have_to_hold()
    {
        RouteMatch match = From("10.2.7.0/24") with { Zones = ["z2"], Percent = 100 };
        await using RoutedService web = await WithAsync(Rule(RouteAction.ToVersion("v2")) with { Match = match });
        var table = new Dictionary<string, IReadOnlyList<IPNetwork>> { ["z2"] = [IPNetwork.Parse("10.2.0.0/16")] };
        web.Dns.Publisher.Publish(new ZoneCatalog(web.Dns.Publisher.Current.Zones) { Clients = new ClientNetworks(table, []) });
        Assert.Equal(["10.0.2.1", "10.0.2.2"], web.Addresses(client: "10.2.7.1"));
        Assert.Equal(s_all, web.Addresses(client: "10.2.8.1"));

        await web.PutAsync(Rule(RouteAction.ToVersion("v2")) with { Match = match with { Zones = ["z1"] } });
        Assert.Equal(s_all, web.Addresses(client: "10.2.7.1"));

        await web.PutAsync(Rule(RouteAction.ToVersion("v2")) with { Match = match with { Percent = 0 } });
        Assert.Equal(s_all, web.Addresses(client: "10.2.7.1"));
    }

    [Fact]
    public async Task Preferred_zone_comes_before_the_others_where_the_name_leaves_it_open()
    {
        await using RoutedService web = await WithAsync(Rule(RouteAction.Prefer("z2")));
        await web.Registry.RegisterAsync(
            new RegistrationBuilder("web", "e").InZone("z2").WithAddress("10.0.3.1").WithPort(80).WithLease(10));
        await web.Registry.RegisterAsync(new RegistrationBuilder("web", "f").InZone("z1").WithAddress("10.0.3.2").WithPort(80).Static());

        Assert.Equal(["10.0.1.2", "10.0.2.2", "10.0.3.1"], web.Addresses());
        Assert.Equal(
            ["10 b", "10 d", "10 e", "20 a", "20 c", "20 f"],
            web.Ask("web.any.svc.", RecordType.Srv).AnswerData.Select(data => $"{data[..2]} {data.Split(' ')[3][0]}").Order());
        Assert.Equal(["10.0.1.1", "10.0.2.1", "10.0.3.2"], web.Addresses("web.z1.svc."));

        await web.PutAsync(Rule(RouteAction.Prefer("z9")));
        Assert.Equal([.. s_all, "10.0.3.1", "10.0.3.2"], web.Addresses());

        // Others stand in only while the zone has nobody passing.
        await web.PutAsync(Rule(RouteAction.Prefer("z2")));
        foreach (string id in (string[])["b", "d"])
            await web.Registry.DeregisterAsync("web", id);
        Assert.Equal(["10.0.3.1"], web.Addresses());
        await web.Registry.AdvanceAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(["10.0.1.1", "10.0.2.1", "10.0.3.2"], web.Addresses());
    }

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
    public async Task Pin_leaves_the_pinned_addresses_that_are_passing()
    {
        await using RoutedService web = await WithAsync(
            Rule(RouteAction.ToAddresses([IPAddress.Parse("10.0.1.2"), IPAddress.Parse("10.0.9.9"), IPAddress.Parse("10.0.2.1")])));

        Assert.Equal(["10.0.1.2", "10.0.2.1"], web.Addresses());
        Assert.Equal(["10.0.2.1"], web.Addresses("web.z1.svc."));
        Assert.Equal(["10.0.1.1"], web.Addresses("v1.any.web.z1.svc."));
        Assert.Equal(["10.0.1.1"], web.Addresses("a.any.any.web.z1.svc."));
    }

    [Fact]
    public async Task Pin_leaves_one_address_of_an_instance_that_has_several()
    {
        await using RoutedService web = await WithAsync(
            Rule(RouteAction.ToAddresses([IPAddress.Parse("10.0.4.2"), IPAddress.Parse("fd00::4")])));
        await web.Registry.RegisterAsync(new RegistrationBuilder("web", "e")
            .WithAddress("10.0.4.1").WithAddress("10.0.4.2").WithAddress("fd00::4").WithAddress("fd00::5").WithPort(80));

        Assert.Equal(["10.0.4.2"], web.Addresses());
        Assert.Equal(["fd00::4"], web.Ask("web.any.svc.", RecordType.Aaaa).AnswerData);
        Assert.Equal("10 100 80 e.default.default.web.z1.svc.", Assert.Single(web.Ask("web.any.svc.", RecordType.Srv).AnswerData));
    }

    [Theory]
    [InlineData(BlockAnswer.Refused, Rcode.Refused, 0)]
    [InlineData(BlockAnswer.NoData, Rcode.NoError, 1)]
    [InlineData(BlockAnswer.NXDomain, Rcode.NXDomain, 1)]
    public async Task Blocked_clients_get_nobody(BlockAnswer block, Rcode rcode, int authorities)
    {
        await using RoutedService web = await WithAsync(Rule(RouteAction.Blocking(block), "no") with { Match = From("10.9.0.0/16") });

        foreach (string name in (string[])["web.any.svc.", "v1.any.web.z1.svc.", "a.any.any.web.z1.svc.",
            "ip-10-0-1-1.any.any.web.z1.svc."])
        {
            Reply reply = web.Ask(name, RecordType.A, "10.9.0.1");
            Assert.Equal((rcode, 0, authorities), (reply.Rcode, reply.Answer.Count, reply.Authority.Count));
            Assert.Equal(ExtendedErrorCode.Blocked, reply.ExtendedError);
            Assert.Equal("blocked by rule 'no'", reply.ExtendedErrorText);
        }

        Assert.Equal(s_all, web.Addresses());
        Assert.Equal(Rcode.NXDomain, web.Ask("web.z9.svc.", RecordType.A, "10.9.0.1").Rcode);
    }

    [Theory]
    [InlineData(FaultKind.ServFail, Rcode.ServFail)]
    [InlineData(FaultKind.Refused, Rcode.Refused)]
    [InlineData(FaultKind.NXDomain, Rcode.NXDomain)]
    [InlineData(FaultKind.NoData, Rcode.NoError)]
    public async Task Fault_is_the_answer(FaultKind kind, Rcode rcode)
    {
        await using RoutedService web = await WithAsync(Fault(kind) with { Name = "chaos" });

        Reply reply = web.Ask("web.any.svc.");

        Assert.Equal((rcode, 0, false), (reply.Rcode, reply.Answer.Count, reply.IsTruncated));
        Assert.Equal(ExtendedErrorCode.ForgedAnswer, reply.ExtendedError);
        Assert.Equal("fault injected by rule 'chaos'", reply.ExtendedErrorText);
    }

    [Fact]
    public async Task Truncation_is_for_datagrams_alone()
    {
        await using RoutedService web = await WithAsync(Fault(FaultKind.Truncate), Rule(RouteAction.ToVersion("v2")));

        Reply reply = web.Ask("web.any.svc.");

        Assert.Equal((Rcode.NoError, 0, true), (reply.Rcode, reply.Answer.Count, reply.IsTruncated));
        Assert.Equal(["10.0.2.1", "10.0.2.2"], web.Dns.AskOverTcp("web.any.svc.", RecordType.A).AnswerData.Order());
    }

    [Fact]
    public async Task Dropped_query_is_not_answered()
    {
        await using RoutedService web = await WithAsync(Fault(FaultKind.Drop));

        Assert.Equal(0, web.Dns.Answer(QueryOctets.Of("web.any.svc.", RecordType.A, 1232)));
        Assert.Equal(Rcode.NoError, web.Ask("svc.", RecordType.Soa).Rcode);
    }

    [Fact]
    public async Task Addresses_are_made_up_and_end_with_their_rule()
    {
        await using RoutedService web = await WithAsync();
        DateTimeOffset until = web.Registry.Time.GetUtcNow().AddSeconds(3.5);
        await web.PutAsync(Rule(RouteAction.Failing(
            new FaultInjection(FaultKind.Address)
            {
                Addresses = [IPAddress.Parse("192.0.2.99"), IPAddress.Parse("192.0.2.98")],
                Until = until,
            })));

        Reply reply = web.Ask("web.any.svc.");
        Assert.Equal(["192.0.2.98", "192.0.2.99"], reply.AnswerData.Order());
        Assert.All(reply.Answer, record => Assert.Equal(3u, record.TtlSeconds));
        Assert.Equal(["192.0.2.98", "192.0.2.99"], web.Addresses("a.any.any.web.z1.svc."));
        Assert.Equal(ExtendedErrorCode.ForgedAnswer, reply.ExtendedError);
        Assert.Empty(web.Ask("web.any.svc.", RecordType.Aaaa).Answer);

        web.Registry.Time.Advance(TimeSpan.FromSeconds(3.5));
        Assert.Equal(s_all, web.Addresses());
        Assert.Null(web.Ask("web.any.svc.").ExtendedError);
    }

    [Fact]
    public async Task Made_up_addresses_are_where_SRV_targets_lead()
    {
        await using RoutedService web = await WithAsync();
        await web.Registry.RegisterAsync(new RegistrationBuilder("web", "e").WithAddress("10.0.4.1").WithPort(80));
        Assert.NotEmpty(web.Ask("web.any.svc.", RecordType.Srv).Additional);

        await web.PutAsync(
            Rule(RouteAction.Failing(new FaultInjection(FaultKind.Address) { Addresses = [IPAddress.Parse("192.0.2.99")] })));
        Reply reply = web.Ask("web.any.svc.", RecordType.Srv);

        Assert.NotEmpty(reply.Answer);
        Assert.DoesNotContain(reply.Additional, record => record.Type is RecordType.A or RecordType.Aaaa);
        Assert.Equal(["192.0.2.99"], web.Addresses("e.default.default.web.z1.svc."));
    }

    [Fact]
    public async Task Fault_is_over_at_its_time_even_after_a_restart()
    {
        RegistryUnderTest first = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a").WithAddress("10.0.0.1").Static());
        DateTimeOffset until = first.Time.GetUtcNow().AddMinutes(10);
        await first.Registry.PutRoutesAsync(
            "web", [Rule(RouteAction.Failing(new FaultInjection(FaultKind.ServFail) { Until = until }))], CancellationToken.None);
        first.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(Rcode.ServFail, first.Ask("web.any.svc.").Rcode);

        RegistryUnderTest second = await first.RestartAsync();
        Assert.Equal(Rcode.ServFail, second.Ask("web.any.svc.").Rcode);
        second.Time.Advance(TimeSpan.FromMinutes(6) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(Rcode.ServFail, second.Ask("web.any.svc.").Rcode);

        await using RegistryUnderTest third = await second.RestartAsync();
        third.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["10.0.0.1"], third.Ask("web.any.svc.").AnswerData);
    }

    [Fact]
    public async Task Name_that_does_not_exist_is_none_of_a_rules_business()
    {
        await using RoutedService web = await WithAsync(Fault(FaultKind.ServFail));

        Assert.Equal(Rcode.NXDomain, web.Ask("v9.any.web.z1.svc.").Rcode);
        Assert.Equal(Rcode.NXDomain, web.Ask("_nope._tcp.web.z1.svc.", RecordType.Srv).Rcode);
        Assert.Equal(Rcode.ServFail, web.Ask("_tcp.web.z1.svc.").Rcode);
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

    [Fact]
    public async Task Service_without_instances_has_no_use_for_rules()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        await registry.Registry.PutRoutesAsync("web", [Fault(FaultKind.ServFail)], CancellationToken.None);

        Assert.Equal(Rcode.NoError, registry.Ask("web.any.svc.").Rcode);
    }
}
