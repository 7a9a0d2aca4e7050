using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>Whether a name exists and has data depends on registrations and their health, row by row.</summary>
public class ExistenceTests
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);

    [Fact] // RFC 2308 §2.2: a resolver that is told NXDOMAIN for AAAA forgets the A, too.
    public async Task Type_without_data_beside_one_with_data_is_no_error()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder().WithAddress("10.0.0.7"));

        foreach (RecordType type in (RecordType[])[RecordType.Aaaa, RecordType.MX, RecordType.CName, RecordType.Svcb, RecordType.Https,
            RecordType.Soa])
        {
            Reply reply = registry.Ask("web.z1.svc.", type);

            Assert.Equal(Rcode.NoError, reply.Rcode);
            Assert.Empty(reply.Answer);
            Assert.Equal((RecordType.Soa, 2u), (reply.Authority.Single().Type, reply.Authority.Single().TtlSeconds));
            Assert.Null(reply.ExtendedError);
        }
    }

    [Fact]
    public async Task Only_the_passing_ones_are_answered()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithAddress("10.0.0.7"), new RegistrationBuilder("web", "b").WithAddress("10.0.0.8"));
        await KeepAliveAsync(registry, "b");

        Assert.Equal("10.0.0.8", Assert.Single(registry.Ask("web.z1.svc.").Answer).Data);
        Assert.Single(registry.Ask("web.z1.svc.", RecordType.Srv).Answer);
        Assert.Equal(Rcode.NoError, registry.Ask("a.default.default.web.z1.svc.").Rcode);
        Assert.Equal(ExtendedErrorCode.Other, registry.Ask("a.default.default.web.z1.svc.").ExtendedError);
        Assert.Empty(registry.Ask("7.0.0.10.in-addr.arpa.", RecordType.Ptr).Answer);
    }

    [Theory]
    [InlineData(RecordType.A)]
    [InlineData(RecordType.Aaaa)]
    [InlineData(RecordType.Srv)]
    [InlineData(RecordType.Txt)]
    public async Task None_passing_is_no_error_with_an_extended_error(RecordType type)
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder().WithNamedPort("grpc", 9090));
        await registry.AdvanceAsync(s_lease);

        Reply reply = registry.Ask("web.z1.svc.", type);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Empty(reply.Answer);
        Assert.Equal(RecordType.Soa, Assert.Single(reply.Authority).Type);
        Assert.Equal(ExtendedErrorCode.Other, reply.ExtendedError);
        Assert.Equal(ExtendedErrorCode.Other, registry.Ask("_web._tcp.z1.svc.", RecordType.Srv).ExtendedError);
        Assert.Equal(ExtendedErrorCode.Other, registry.Ask("_grpc._tcp.web.z1.svc.", RecordType.Srv).ExtendedError);
        Assert.Null(registry.Ask("z1.svc.").ExtendedError);
    }

    [Fact]
    public async Task Nobody_with_the_port_passing_says_so_beside_others_that_pass()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithNamedPort("grpc", 9090), new RegistrationBuilder("web", "b").WithAddress("10.0.0.8"));
        await KeepAliveAsync(registry, "b");

        Reply reply = registry.Ask("_grpc._tcp.web.z1.svc.", RecordType.Srv);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Empty(reply.Answer);
        Assert.Equal(ExtendedErrorCode.Other, reply.ExtendedError);
    }

    [Fact]
    public async Task None_passing_is_NXDOMAIN_where_the_service_wants_it()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        await registry.SetAsync("web", new ServiceSettings { EmptyAnswer = EmptyAnswer.NXDomain });
        Assert.Equal(Rcode.NoError, registry.Ask("web.z1.svc.").Rcode);
        await registry.AdvanceAsync(s_lease);

        Reply reply = registry.Ask("web.z1.svc.");

        Assert.Equal(Rcode.NXDomain, reply.Rcode);
        Assert.Equal(ExtendedErrorCode.Other, reply.ExtendedError);
        Assert.Equal(RecordType.Soa, Assert.Single(reply.Authority).Type);
    }

    [Fact]
    public async Task Protect_threshold_answers_everybody_and_says_stale()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
        [
            .. Enumerable.Range(1, 4).Select(n => new RegistrationBuilder("web", $"i{n}").WithAddress($"10.0.0.{n}")),
        ]);
        await registry.SetAsync("web", new ServiceSettings { ProtectThreshold = 0.5 });
        Assert.Null(registry.Ask("web.z1.svc.").ExtendedError);

        await KeepAliveAsync(registry, "i1", "i2");
        Assert.Equal(["10.0.0.1", "10.0.0.2"], registry.Ask("web.z1.svc.").AnswerData.Order());
        Assert.Null(registry.Ask("web.z1.svc.").ExtendedError);

        await KeepAliveAsync(registry, "i1");
        Reply reply = registry.Ask("web.z1.svc.");
        Assert.Equal(4, reply.Answer.Count);
        Assert.Equal(ExtendedErrorCode.StaleAnswer, reply.ExtendedError);
        Assert.All(reply.Answer, record => Assert.Equal(5u, record.TtlSeconds));
        Assert.Equal(4, registry.Ask("web.z1.svc.", RecordType.Srv).Answer.Count);

        await registry.RenewAsync("web", "i2");
        Assert.Equal(2, registry.Ask("web.z1.svc.").Answer.Count);
        Assert.Null(registry.Ask("web.z1.svc.").ExtendedError);
    }

    [Fact]
    public async Task Protect_threshold_does_not_bring_back_a_single_instance_of_a_healthy_service()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithAddress("10.0.0.1"),
            new RegistrationBuilder("web", "b").WithAddress("10.0.0.2"),
            new RegistrationBuilder("web", "c").WithAddress("10.0.0.3"));
        await registry.SetAsync("web", new ServiceSettings { ProtectThreshold = 0.5 });
        await KeepAliveAsync(registry, "b", "c");

        foreach (string label in (string[])["a", "ip-10-0-0-1"])
        {
            Reply reply = registry.Ask($"{label}.any.any.web.z1.svc.");
            Assert.Empty(reply.Answer);
            Assert.Equal(ExtendedErrorCode.Other, reply.ExtendedError);
        }
    }

    [Fact]
    public async Task Declared_service_without_an_instance_has_no_data()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
        await registry.SetAsync("web", new ServiceSettings());

        foreach (RecordType type in (RecordType[])[RecordType.A, RecordType.Srv])
        {
            Reply reply = registry.Ask("web.z1.svc.", type);
            Assert.Equal(Rcode.NoError, reply.Rcode);
            Assert.Empty(reply.Answer);
            Assert.Equal(RecordType.Soa, Assert.Single(reply.Authority).Type);
            Assert.Null(reply.ExtendedError);
        }

        await registry.RegisterAsync(new RegistrationBuilder());
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await registry.DeregisterAsync("web", "a");
        Assert.Equal(Rcode.NoError, registry.Ask("web.z1.svc.").Rcode);
        Assert.True(await registry.Registry.DeleteSettingsAsync("web", CancellationToken.None));
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
    }

    [Fact]
    public async Task Before_registrations_are_loaded_every_name_is_SERVFAIL()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(new RegistrySetup { IsLoaded = false });

        foreach (string name in (string[])["web.z1.svc.", "svc.", "7.0.0.10.in-addr.arpa.", "a.b.c.d.e.f.svc."])
        {
            Reply reply = registry.Ask(name);
            Assert.Equal(Rcode.ServFail, reply.Rcode);
            Assert.Equal(ExtendedErrorCode.NotReady, reply.ExtendedError);
            Assert.False(reply.IsAuthoritative);
        }

        Assert.Equal(Rcode.Refused, registry.Ask("example.").Rcode);
    }

    [Fact]
    public async Task Writes_are_accepted_while_registrations_are_being_loaded()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(new RegistrySetup { IsLoaded = false });
        Task registered = registry.RegisterAsync(new RegistrationBuilder());
        var heartbeat = registry.RenewAsync("web", "nobody");
        Assert.False(registered.IsCompleted);
        Assert.False(heartbeat.IsCompleted);

        Task running = registry.Registry.RunAsync(CancellationToken.None);
        await registered;

        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        Assert.Equal(Registry.Outcomes.RenewStatus.Unknown, (await heartbeat).Status);
        Assert.False(running.IsCompleted);
    }

    /// <summary>Lets a lease pass in which only these are heard.</summary>
    private static async Task KeepAliveAsync(RegistryUnderTest registry, params string[] ids)
    {
        for (int third = 0; third < 3; third++)
        {
            await registry.AdvanceAsync(s_lease / 3);
            foreach (string id in ids)
                await registry.RenewAsync("web", id);
        }

        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(200));
    }
}
