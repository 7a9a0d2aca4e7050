using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Registry.Tests.Leases.Guarding;

/// <summary>What is answered with instances that the expiry guard holds: as before, but marked, and not for long.</summary>
public class HeldAnswerTests
{
    private const int Lease = 600;

    [Theory]
    [InlineData("web.z1.svc.", RecordType.A)]
    [InlineData("web.z1.svc.", RecordType.Srv)]
    [InlineData("web.any.svc.", RecordType.Txt)]
    [InlineData("_web._tcp.z1.svc.", RecordType.Srv)]
    [InlineData("_grpc._tcp.web.z1.svc.", RecordType.Srv)]
    [InlineData("i3.default.default.web.z1.svc.", RecordType.A)]
    [InlineData("i3.default.default.web.z1.svc.", RecordType.Txt)]
    [InlineData("ip-10-0-0-4.any.any.web.z1.svc.", RecordType.A)]
    [InlineData("4.0.0.10.in-addr.arpa.", RecordType.Ptr)]
    public async Task Every_kind_of_answer_is_marked_as_stale_and_kept_for_five_seconds_at_most(string name, RecordType type)
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        await registry.SetAsync("web", new ServiceSettings { TtlSeconds = 300 });
        await registry.RegisterAsync([.. Enumerable.Range(0, 12).Select(n => new RegistrationBuilder("web", $"i{n}")
            .WithAddress($"10.0.0.{n + 1}").WithNamedPort("grpc", 9090).WithMetadata("n", $"{n}").WithLease(Lease))]);
        Reply before = registry.Ask(name, type);
        Assert.Null(before.ExtendedError);
        Assert.All(before.Answer, record => Assert.Equal(300u, record.TtlSeconds));

        await registry.AdvanceAsync(TimeSpan.FromSeconds(Lease));
        Reply held = registry.Ask(name, type);
        Assert.Equal(Rcode.NoError, held.Rcode);
        Assert.Equal(before.AnswerData.Order(), held.AnswerData.Order());
        Assert.Equal(ExtendedErrorCode.StaleAnswer, held.ExtendedError);
        Assert.All([.. held.Answer, .. held.Additional], record => Assert.Equal(5u, record.TtlSeconds));

        foreach (int number in Enumerable.Range(0, 12))
            await registry.RenewAsync("web", $"i{number}");
        Reply after = registry.Ask(name, type);
        Assert.Null(after.ExtendedError);
        Assert.All(after.Answer, record => Assert.Equal(300u, record.TtlSeconds));
    }

    [Fact]
    public async Task Answers_without_a_held_instance_say_nothing_of_it_and_a_shorter_TTL_stays_as_it_is()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        await registry.SetAsync("web", new ServiceSettings { TtlSeconds = 2 });
        await registry.RegisterAsync([.. Enumerable.Range(0, 12).Select(n => new RegistrationBuilder("web", $"i{n}"))]);
        await registry.RegisterAsync(new RegistrationBuilder("db", "a").WithAddress("10.0.1.1").Static());

        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(ExtendedErrorCode.StaleAnswer, registry.Ask("web.z1.svc.").ExtendedError);
        Assert.All(registry.Ask("web.z1.svc.").Answer, record => Assert.Equal(2u, record.TtlSeconds));
        Assert.Null(registry.Ask("db.z1.svc.").ExtendedError);
        Assert.Equal(Rcode.NXDomain, registry.Ask("nobody.z1.svc.").Rcode);
    }
}
