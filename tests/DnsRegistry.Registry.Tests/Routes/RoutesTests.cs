using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Registry.Tests.Routes;

public sealed class RoutesTests
{
    private static readonly RouteRule s_rule = new() { Name = "canary", Action = RouteAction.ToVersion("v2") };

    [Fact]
    public async Task Rules_survive_a_restart_with_their_revision()
    {
        RegistryUnderTest first = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a"));
        await first.Registry.PutRoutesAsync("web", [s_rule], CancellationToken.None);

        await using RegistryUnderTest second = await first.RestartAsync();

        Assert.Equal([s_rule], second.Registry.FindService("web")!.Routes!.Rules);
        Assert.Equal(3, second.Registry.FindService("web")!.Routes!.Revision);
    }

    [Fact]
    public async Task Rules_declare_their_service_until_they_are_taken_back()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
        uint before = registry.Serial;

        await registry.Registry.PutRoutesAsync("web", [], CancellationToken.None);
        Assert.Equal(Rcode.NoError, registry.Ask("web.z1.svc.").Rcode);
        Assert.Equal(before + 1, registry.Serial);

        await registry.SetAsync("web", new ServiceSettings());
        Assert.True(await registry.Registry.DeleteRoutesAsync("web", CancellationToken.None));
        Assert.Equal(Rcode.NoError, registry.Ask("web.z1.svc.").Rcode);
        Assert.Equal(before + 1, registry.Serial);

        Assert.True(await registry.Registry.DeleteSettingsAsync("web", CancellationToken.None));
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
        Assert.False(await registry.Registry.DeleteRoutesAsync("web", CancellationToken.None));
        Assert.Equal(before + 2, registry.Serial);
    }

    [Fact]
    public async Task Serial_moves_with_other_rules_and_not_with_the_same()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a"));
        uint before = registry.Serial;

        await registry.Registry.PutRoutesAsync("web", [s_rule], CancellationToken.None);
        await registry.Registry.PutRoutesAsync("web", [s_rule with { Match = new RouteMatch() }], CancellationToken.None);
        Assert.Equal(before + 1, registry.Serial);

        await registry.Registry.DeleteRoutesAsync("web", CancellationToken.None);
        Assert.Equal(before + 2, registry.Serial);
    }

    [Fact]
    public async Task Rules_are_made_ready_for_queries_only_when_they_are_others()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a"));
        await registry.Registry.PutRoutesAsync("web", [s_rule], CancellationToken.None);
        RouteTable? ready = registry.Directory.RoutesOf("web");
        Assert.NotNull(ready);

        await registry.Registry.PutRoutesAsync("web", [s_rule with { Match = new RouteMatch() }], CancellationToken.None);
        await registry.RegisterAsync(new RegistrationBuilder("web", "b"));
        Assert.Same(ready, registry.Directory.RoutesOf("web"));

        await registry.Registry.PutRoutesAsync("web", [s_rule with { IsForced = true }], CancellationToken.None);
        Assert.NotSame(ready, registry.Directory.RoutesOf("web"));
    }

    [Fact]
    public async Task Faults_that_end_when_they_should_are_not_reckoned_anew_every_minute()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a").Static());
        await PutFaultAsync(registry, TimeSpan.FromHours(1));
        RouteTable? ready = registry.Directory.RoutesOf("web");
        Assert.NotNull(ready);

        for (int i = 0; i < 5; i++)
            await registry.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Same(ready, registry.Directory.RoutesOf("web"));
    }

    [Fact]
    public async Task Serial_moves_when_a_fault_ends()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a").Static());
        await PutFaultAsync(registry, TimeSpan.FromSeconds(30));
        uint during = registry.Serial;

        await registry.AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.Equal(during, registry.Serial);

        await registry.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(during + 1, registry.Serial);
        Assert.Equal(Rcode.NoError, registry.Ask("web.any.svc.").Rcode);

        await registry.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(during + 1, registry.Serial);
    }

    [Fact]
    public async Task Time_of_day_that_is_set_is_seen_within_a_minute()
    {
        var time = new FakeTimeProvider();
        var clock = new SettableClock(time);
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(new RegistrySetup { Time = time, Clock = clock });
        await registry.RegisterAsync(new RegistrationBuilder("web", "a").Static());
        await PutFaultAsync(registry, TimeSpan.FromHours(1));
        clock.Ahead = TimeSpan.FromHours(2);
        Assert.Equal(Rcode.ServFail, registry.Ask("web.any.svc.").Rcode);

        await registry.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Rcode.NoError, registry.Ask("web.any.svc.").Rcode);
    }

    private static async Task PutFaultAsync(RegistryUnderTest registry, TimeSpan duration) => await registry.Registry.PutRoutesAsync(
        "web",
        [
            new RouteRule
            {
                Action = RouteAction.Failing(new FaultInjection(FaultKind.ServFail) { Until = registry.Time.GetUtcNow() + duration }),
            },
        ],
        CancellationToken.None);

    /// <summary>A clock whose time of day can be set, as that of a machine can; everything else goes on as it did.</summary>
    private sealed class SettableClock(FakeTimeProvider time) : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Ahead;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime, period);
    }

    [Fact]
    public async Task Rules_that_cannot_be_kept_change_nothing()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a"));
        registry.Store.FailNextCommits(1);

        await Assert.ThrowsAsync<StoreException>(
            () => registry.Registry.PutRoutesAsync("web", [s_rule], CancellationToken.None).AsTask());

        Assert.Null(registry.Registry.FindService("web")!.Routes);
    }
}
