using System.Net;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;
using static DnsRegistry.Zones.Tests.Routes.RoutedService;

namespace DnsRegistry.Zones.Tests.Routes;

/// <summary>Whom rules are about, and what they choose.</summary>
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
}
