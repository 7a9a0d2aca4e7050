using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>The records of answers: SRV, TXT, CNAME for hosts, PTR, and their lifetimes.</summary>
public class RecordTests
{
    [Fact] // RFC 2782
    public async Task Srv_has_weight_port_and_a_target_whose_addresses_come_along()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").InGroup("g1").WithVersion("1.2").WithAddress("10.0.0.7")
                .WithAddress("fd00::7").WithWeight(7),
            new RegistrationBuilder("web", "b").WithAddress("10.0.0.8").WithPort(81));

        Reply reply = registry.Ask("web.z1.svc.", RecordType.Srv);

        Assert.Equal(
            ["10 100 81 b.default.default.web.z1.svc.", "10 7 8080 a.1-2.g1.web.z1.svc."], reply.AnswerData.Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "a.1-2.g1.web.z1.svc. 5 A 10.0.0.7",
                "a.1-2.g1.web.z1.svc. 5 AAAA fd00::7",
                "b.default.default.web.z1.svc. 5 A 10.0.0.8",
            ],
            reply.Additional.Select(record => record.ToString()).Order(StringComparer.Ordinal));
        foreach (ReplyRecord record in reply.Additional)
            Assert.Contains(record.Data, registry.Ask(record.Owner, record.Type).AnswerData);
    }

    [Fact]
    public async Task Srv_of_a_host_name_has_the_host_as_target_and_nothing_additional()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithHost("Backend.Example."),
            new RegistrationBuilder("web", "b").WithAddress("10.0.0.8"),
            new RegistrationBuilder("web", "c").WithHost("backend.example."));

        Reply reply = registry.Ask("web.z1.svc.", RecordType.Srv);

        // Two instances at the same host and port are one and the same record (RFC 2181 §5).
        Assert.Equal(
            ["10 100 8080 b.default.default.web.z1.svc.", "10 100 8080 backend.example."], reply.AnswerData.Order(StringComparer.Ordinal));
        Assert.Equal("10.0.0.8", Assert.Single(reply.Additional).Data);
    }

    [Fact]
    public async Task Addresses_of_hosts_are_one_CNAME_chosen_by_weight()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithHost("a.example.").WithWeight(300),
            new RegistrationBuilder("web", "b").WithHost("b.example.").WithWeight(100));

        int first = 0;
        for (int i = 0; i < 4000; i++)
        {
            Reply reply = registry.Ask("web.z1.svc.", i % 2 == 0 ? RecordType.A : RecordType.Aaaa);
            ReplyRecord record = Assert.Single(reply.Answer);
            Assert.Equal((RecordType.CName, "web.z1.svc."), (record.Type, record.Owner));
            first += record.Data == "a.example." ? 1 : 0;
        }

        Assert.InRange(first / 4000.0, 0.72, 0.78);
        Assert.Equal(RecordType.CName, Assert.Single(registry.Ask("web.z1.svc.", RecordType.CName).Answer).Type);
        Assert.Equal("b.example.", Assert.Single(registry.Ask("b.any.any.web.z1.svc.").Answer).Data);
    }

    [Fact] // RFC 1034 §3.6.2: no CNAME beside other data
    public async Task Hosts_beside_addresses_give_no_CNAME()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithHost("a.example."), new RegistrationBuilder("web", "b").WithAddress("10.0.0.8"));

        Assert.Equal("10.0.0.8", Assert.Single(registry.Ask("web.z1.svc.").Answer).Data);
        Assert.Empty(registry.Ask("web.z1.svc.", RecordType.Aaaa).Answer);
        Assert.Empty(registry.Ask("web.z1.svc.", RecordType.CName).Answer);
        Assert.Equal(2, registry.Ask("web.z1.svc.", RecordType.Srv).Answer.Count);
    }

    [Fact]
    public async Task Txt_of_an_instance_is_its_metadata_and_of_a_service_its_versions()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithVersion("1.2.0").WithMetadata("rack", "r7").WithMetadata("long", new string('x', 300)),
            new RegistrationBuilder("web", "b").WithVersion("v2"),
            new RegistrationBuilder("web", "c").WithVersion("v2").InGroup("g2"));

        string metadata = Assert.Single(registry.Ask("a.any.any.web.z1.svc.", RecordType.Txt).Answer).Data;
        Assert.StartsWith("\"rack=r7\" \"long=xxx", metadata, StringComparison.Ordinal);
        Assert.Equal(300, metadata.Count(character => character == 'x'));
        Assert.Equal("\"1.2.0\" \"v2\"", Assert.Single(registry.Ask("web.z1.svc.", RecordType.Txt).Answer).Data);
        Assert.Equal("\"v2\"", Assert.Single(registry.Ask("g2.web.z1.svc.", RecordType.Txt).Answer).Data);
        Reply without = registry.Ask("b.any.any.web.z1.svc.", RecordType.Txt);
        Assert.Equal((Rcode.NoError, 0), (without.Rcode, without.Answer.Count));
    }

    [Fact] // RFC 1035 §3.5, RFC 3596 §2.5
    public async Task Ptr_names_the_instances_of_an_address()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithAddress("10.0.0.7").WithAddress("fd00::7"),
            new RegistrationBuilder("db", "x").InZone("z2").WithVersion("1.0").WithAddress("10.0.0.7").WithAddress("192.168.0.1"));
        const string IPv6 = "7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa.";

        Assert.Equal(
            ["a.default.default.web.z1.svc.", "x.1-0.default.db.z2.svc."],
            registry.Ask("7.0.0.10.in-addr.arpa.", RecordType.Ptr).AnswerData.Order());
        Assert.Equal("a.default.default.web.z1.svc.", Assert.Single(registry.Ask(IPv6, RecordType.Ptr).Answer).Data);
        Assert.Equal(5u, registry.Ask(IPv6, RecordType.Ptr).Answer[0].TtlSeconds);
        Assert.Equal(Rcode.Refused, registry.Ask("1.0.168.192.in-addr.arpa.", RecordType.Ptr).Rcode);

        foreach (string name in (string[])["0.0.10.in-addr.arpa.", "0.10.in-addr.arpa.", IPv6[2..], "0.d.f.ip6.arpa.",
            "7.0.0.10.in-addr.arpa."])
        {
            Reply noData = registry.Ask(name, RecordType.Txt);
            Assert.Equal((Rcode.NoError, 0), (noData.Rcode, noData.Answer.Count));
            Assert.Equal(RecordType.Soa, Assert.Single(noData.Authority).Type);
        }

        foreach (string name in (string[])["8.0.0.10.in-addr.arpa.", "1.0.10.in-addr.arpa.", "07.0.0.10.in-addr.arpa.",
            "x.10.in-addr.arpa.",
            "256.0.0.10.in-addr.arpa.", "1.7.0.0.10.in-addr.arpa.", "1.d.f.ip6.arpa.", "g.d.f.ip6.arpa.", $"0.{IPv6}"])
        {
            Assert.Equal(Rcode.NXDomain, registry.Ask(name, RecordType.Ptr).Rcode);
        }

        Assert.Equal("10.in-addr.arpa.", Assert.Single(registry.Ask("10.in-addr.arpa.", RecordType.Soa).Answer).Owner);
        await registry.DeregisterAsync("web", "a");
        Assert.Equal("x.1-0.default.db.z2.svc.", Assert.Single(registry.Ask("7.0.0.10.in-addr.arpa.", RecordType.Ptr).Answer).Data);
        Assert.Equal(Rcode.NXDomain, registry.Ask("0.d.f.ip6.arpa.", RecordType.Ptr).Rcode);
        await registry.DeregisterAsync("db", "x");
        Assert.Equal(Rcode.NXDomain, registry.Ask("0.0.10.in-addr.arpa.", RecordType.Ptr).Rcode);
    }

    [Fact]
    public async Task Ptr_follows_an_instance_that_changes_its_address_or_its_name()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder().WithAddress("10.0.0.7").WithAddress("10.0.0.8"));

        await registry.RegisterAsync(new RegistrationBuilder().InZone("z2").WithAddress("10.0.0.8").WithAddress("10.0.0.9"));

        Assert.Equal(Rcode.NXDomain, registry.Ask("7.0.0.10.in-addr.arpa.", RecordType.Ptr).Rcode);
        foreach (string name in (string[])["8.0.0.10.in-addr.arpa.", "9.0.0.10.in-addr.arpa."])
            Assert.Equal("a.default.default.web.z2.svc.", Assert.Single(registry.Ask(name, RecordType.Ptr).Answer).Data);
    }

    [Theory]
    [InlineData(null, 5u)]
    [InlineData(0, 0u)]
    [InlineData(1, 1u)]
    [InlineData(20, 20u)]
    [InlineData(3600, 30u)]
    public async Task Ttl_is_what_the_service_says_but_ends_with_the_lease(int? setting, uint seconds)
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithMetadata("k", "v").WithNamedPort("grpc", 1),
            new RegistrationBuilder("web", "b").WithLease(60));
        await registry.SetAsync("web", new ServiceSettings { TtlSeconds = setting });

        foreach ((string name, RecordType type) in (ReadOnlySpan<(string, RecordType)>)
            [
                ("web.z1.svc.", RecordType.A), ("web.z1.svc.", RecordType.Srv), ("web.z1.svc.", RecordType.Txt),
                ("_grpc._tcp.web.z1.svc.", RecordType.Srv), ("web.z1.svc.", RecordType.Any),
                ("a.any.any.web.z1.svc.", RecordType.A), ("a.any.any.web.z1.svc.", RecordType.Txt),
                ("ip-10-0-0-7.any.any.web.z1.svc.", RecordType.A),
            ])
        {
            Reply reply = registry.Ask(name, type);
            Assert.NotEmpty(reply.Answer);
            Assert.All([.. reply.Answer, .. reply.Additional], record => Assert.Equal(seconds, record.TtlSeconds));
        }
    }

    [Fact]
    public async Task Ttl_never_reaches_beyond_the_earliest_lease_end_of_the_set_and_is_at_least_one()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithAddress("10.0.0.1").WithLease(10),
            new RegistrationBuilder("web", "b").WithAddress("10.0.0.2").WithLease(60),
            new RegistrationBuilder("web", "c").WithAddress("10.0.0.3").InZone("z2").Static());
        uint Ttl(string name) => registry.Ask(name).Answer.Select(record => record.TtlSeconds).Distinct().Single();

        Assert.Equal(5u, Ttl("web.z1.svc."));
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(6500));
        Assert.Equal(3u, Ttl("web.z1.svc."));
        Assert.Equal(3u, Ttl("web.any.svc."));
        Assert.Equal(5u, Ttl("b.any.any.web.z1.svc."));
        Assert.Equal(5u, Ttl("web.z2.svc."));
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(3300));
        Assert.Equal(1u, Ttl("web.z1.svc."));
        await registry.RenewAsync("web", "a");
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(1000));
        Assert.Equal(5u, Ttl("web.z1.svc."));
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(9100));
        Assert.Equal("10.0.0.2", Assert.Single(registry.Ask("web.z1.svc.").Answer).Data);
        Assert.Equal(5u, Ttl("web.z1.svc."));
    }

    [Fact]
    public async Task Shorter_lease_at_a_new_registration_shortens_the_ttl_at_once()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder().WithLease(3600));
        Assert.Equal(5u, registry.Ask("web.z1.svc.").Answer[0].TtlSeconds);

        await registry.RegisterAsync(new RegistrationBuilder().WithLease(2));

        Assert.Equal(2u, registry.Ask("web.z1.svc.").Answer[0].TtlSeconds);
        Assert.Equal(2u, registry.Ask("7.0.0.10.in-addr.arpa.", RecordType.Ptr).Answer[0].TtlSeconds);
    }

    [Theory]
    [InlineData(ZoneFallback.None)]
    [InlineData(ZoneFallback.Srv)]
    [InlineData(ZoneFallback.All)]
    public async Task Zone_in_the_name_is_a_hard_filter_unless_the_service_falls_back(ZoneFallback fallback)
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").InZone("z1").WithAddress("10.0.0.1"),
            new RegistrationBuilder("web", "b").InZone("z2").WithAddress("10.0.0.2").Static());
        await registry.SetAsync("web", new ServiceSettings { ZoneFallback = fallback });

        Assert.Equal("10.0.0.1", Assert.Single(registry.Ask("web.z1.svc.").Answer).Data);
        string[] both = ["10 100 8080 a.default.default.web.z1.svc.", "20 100 8080 b.default.default.web.z2.svc."];
        Assert.Equal(fallback == ZoneFallback.None ? both[..1] : both, registry.Ask("web.z1.svc.", RecordType.Srv).AnswerData);
        Assert.Equal(fallback == ZoneFallback.None ? both[..1] : both, registry.Ask("_web._tcp.z1.svc.", RecordType.Srv).AnswerData);
        Assert.All(
            registry.Ask("web.any.svc.", RecordType.Srv).AnswerData, data => Assert.StartsWith("10 ", data, StringComparison.Ordinal));

        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));
        Reply a = registry.Ask("web.z1.svc.");
        Assert.Equal(Rcode.NoError, a.Rcode);
        Assert.Equal(fallback == ZoneFallback.All ? ["10.0.0.2"] : [], a.AnswerData);
        Assert.Equal(fallback == ZoneFallback.All ? null : ExtendedErrorCode.Other, a.ExtendedError);
        Assert.Equal(fallback == ZoneFallback.None ? [] : both[1..], registry.Ask("web.z1.svc.", RecordType.Srv).AnswerData);
        Assert.Empty(registry.Ask("a.any.any.web.z1.svc.").Answer);
    }

    [Theory]
    [InlineData(ZoneFallback.Srv)]
    [InlineData(ZoneFallback.All)]
    public async Task Zone_without_any_instance_falls_back_for_every_type_without_a_fault(ZoneFallback fallback)
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "b").InZone("z2").WithAddress("10.0.0.2").WithNamedPort("grpc", 1),
            new RegistrationBuilder("alias", "c").InZone("z2").WithHost("c.example."));
        foreach (string service in (string[])["web", "alias"])
            await registry.SetAsync(service, new ServiceSettings { ZoneFallback = fallback });

        foreach (RecordType type in Enum.GetValues<RecordType>())
        {
            if (type is RecordType.Opt or RecordType.Axfr or RecordType.Ixfr or RecordType.MailA or RecordType.MailB or RecordType.TKey or RecordType.TSig)
                continue;
            foreach (string name in (string[])["web.z9.svc.", "alias.z9.svc.", "_grpc._tcp.web.z9.svc.", "_web._tcp.z9.svc.",
                "_tcp.web.z9.svc."])
                Assert.Equal(Rcode.NoError, registry.Ask(name, type).Rcode);
        }

        Assert.Equal(fallback == ZoneFallback.All ? ["10.0.0.2"] : [], registry.Ask("web.z9.svc.").AnswerData);
        Assert.Equal(fallback == ZoneFallback.All ? ["c.example."] : [], registry.Ask("alias.z9.svc.").AnswerData);
        Assert.StartsWith("20 ", Assert.Single(registry.Ask("web.z9.svc.", RecordType.Srv).AnswerData), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(600)]
    public async Task PTR_has_the_TTL_of_the_service(int seconds)
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithAddress("10.0.0.7").WithLease(3600));
        await registry.SetAsync("web", new ServiceSettings { TtlSeconds = seconds });

        Assert.Equal((uint)seconds, Assert.Single(registry.Ask("7.0.0.10.in-addr.arpa.", RecordType.Ptr).Answer).TtlSeconds);
    }
}
