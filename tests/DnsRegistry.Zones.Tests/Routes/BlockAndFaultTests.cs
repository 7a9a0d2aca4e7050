using System.Net;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;
using static DnsRegistry.Zones.Tests.Routes.RoutedService;

namespace DnsRegistry.Zones.Tests.Routes;

/// <summary>Answers that rules make up, and those that they spoil.</summary>
public sealed class BlockAndFaultTests
{
    private static readonly string[] s_all = ["10.0.1.1", "10.0.1.2", "10.0.2.1", "10.0.2.2"];

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
        Assert.Equal((ExtendedErrorCode.ForgedAnswer, "fault injected by rule 'r'"), (reply.ExtendedError, reply.ExtendedErrorText));
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
    public async Task Service_without_instances_has_no_use_for_rules()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        await registry.Registry.PutRoutesAsync("web", [Fault(FaultKind.ServFail)], CancellationToken.None);

        Assert.Equal(Rcode.NoError, registry.Ask("web.any.svc.").Rcode);
    }
}
