using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Registry.Tests;

/// <summary>Leases end, come back and are forgotten, seen through DNS.</summary>
public class LeaseTests
{
    private static readonly InstanceKey s_key = new("web", "a");

    [Fact]
    public async Task Instance_leaves_dns_at_the_end_of_its_lease_and_not_before()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());

        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(29_999));
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        Assert.Equal(InstanceState.Critical, registry.Registry.Find(s_key)!.State);
    }

    [Theory]
    [InlineData(30, 90)]
    [InlineData(2, 60)]
    public async Task Instance_is_removed_at_three_leases_but_not_within_a_minute(int lease, int removedAfter)
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder().WithLease(lease));

        await registry.AdvanceAsync(TimeSpan.FromMilliseconds((removedAfter * 1000) - 1));
        Assert.Equal(Rcode.NoError, registry.Ask("web.z1.svc.").Rcode);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
        Assert.Null(registry.Registry.Find(s_key));
        Assert.Null(registry.Registry.FindService("web"));
        Assert.Equal(RenewStatus.Unknown, (await registry.RenewAsync("web", "a")).Status);
    }

    [Theory]
    [InlineData(29_999, InstanceState.Passing)]
    [InlineData(30_000, InstanceState.Critical)]
    [InlineData(30_001, InstanceState.Critical)]
    [InlineData(89_999, InstanceState.Critical)]
    [InlineData(90_000, InstanceState.Gone)]
    [InlineData(90_001, InstanceState.Gone)]
    public async Task Instance_is_passing_critical_and_gone_to_the_tick_and_a_heartbeat_then_finds_it_so(int tick, InstanceState state)
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());

        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(tick));

        Reply reply = registry.Ask("web.z1.svc.");
        Assert.Equal(state == InstanceState.Passing ? 1 : 0, reply.Answer.Count);
        Assert.Equal(state == InstanceState.Gone ? Rcode.NXDomain : Rcode.NoError, reply.Rcode);
        Assert.Equal(state, registry.Registry.Find(s_key)?.State ?? InstanceState.Gone);
        RenewOutcome heartbeat = await registry.RenewAsync("web", "a");
        Assert.Equal(state == InstanceState.Gone ? RenewStatus.Unknown : RenewStatus.Renewed, heartbeat.Status);
        Assert.Equal(state == InstanceState.Gone ? 0 : 1, registry.Ask("web.z1.svc.").Answer.Count);
    }

    [Fact]
    public async Task Late_heartbeat_brings_an_instance_back_at_once()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        await registry.AdvanceAsync(TimeSpan.FromSeconds(89));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);

        RenewOutcome outcome = await registry.RenewAsync("web", "a");

        Assert.Equal(RenewStatus.Renewed, outcome.Status);
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(29_900));
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(100));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Heartbeats_keep_an_instance_and_write_nothing()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        (int commits, long revision, uint serial) = (registry.Store.CommitCount, registry.Registry.Revision, registry.Serial);

        for (int i = 0; i < 20; i++)
        {
            await registry.AdvanceAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(RenewStatus.Renewed, (await registry.RenewAsync("web", "a")).Status);
            Assert.Single(registry.Ask("web.z1.svc.").Answer);
        }

        Assert.Equal((commits, revision, serial), (registry.Store.CommitCount, registry.Registry.Revision, registry.Serial));
    }

    [Fact]
    public async Task Static_instance_stays_without_heartbeats()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder().Static());

        await registry.AdvanceAsync(TimeSpan.FromDays(400));

        Assert.Equal(5u, Assert.Single(registry.Ask("web.z1.svc.").Answer).TtlSeconds);
    }

    [Fact]
    public async Task Heartbeat_while_the_end_of_its_lease_is_being_written_keeps_the_instance_in_dns()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        registry.Store.HoldCommits();
        registry.Time.Advance(TimeSpan.FromSeconds(30));
        await registry.Store.CommitHeld;
        registry.Time.Advance(TimeSpan.FromMilliseconds(5));

        RenewOutcome outcome = await registry.RenewAsync("web", "a");
        registry.Store.ReleaseCommits();
        await registry.SettleAsync();

        Assert.Equal(RenewStatus.Renewed, outcome.Status);
        Assert.Equal(InstanceState.Passing, outcome.Instance!.State);
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(29_900));
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(200));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        await registry.AdvanceAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
    }

    [Fact]
    public async Task Heartbeat_while_the_removal_is_being_written_is_told_that_it_is_unknown()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));
        registry.Store.HoldCommits();
        registry.Time.Advance(TimeSpan.FromSeconds(60));
        await registry.Store.CommitHeld;

        Task<RenewOutcome> heartbeat = registry.RenewAsync("web", "a");
        registry.Store.ReleaseCommits();

        Assert.Equal(RenewStatus.Unknown, (await heartbeat).Status);
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
    }

    [Fact]
    public async Task New_registration_replaces_the_lease_of_the_former_one()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder().WithLease(10));
        await registry.AdvanceAsync(TimeSpan.FromSeconds(5));
        await registry.RegisterAsync(new RegistrationBuilder().WithLease(20));

        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(19_900));
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(100));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Thousand_instances_expire_together_in_few_commits()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(RegistrySetup.WithoutGuard);
        await registry.RegisterAsync([.. Enumerable.Range(0, 1000).Select(n => new RegistrationBuilder("web", $"i{n}"))]);
        int commits = registry.Store.CommitCount;

        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));

        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        Assert.Equal(commits + 1, registry.Store.CommitCount);
    }

    [Fact]
    public async Task Timer_that_goes_off_a_moment_too_early_does_not_keep_an_instance_alive()
    {
        var time = new FakeTimeProvider();
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(
            new RegistrySetup { Time = time, Clock = new HastyClock(time, TimeSpan.FromMilliseconds(3)) });
        await registry.RegisterAsync(new RegistrationBuilder());
        await registry.SettleAsync();

        for (int i = 0; i < 9; i++)
            await registry.AdvanceAsync(TimeSpan.FromMilliseconds(i == 0 ? 29_990 : 1));

        // From here on nobody asks the writer for anything: the timer alone has to wake it.
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        registry.Time.Advance(TimeSpan.FromMilliseconds(10));
        long start = TimeProvider.System.GetTimestamp();
        while (registry.Ask("web.z1.svc.").Answer.Count > 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10), "the instance is still in DNS");
            await Task.Yield();
        }
    }

    /// <summary>A clock whose timers go off early, as those of the system do: they count in coarser steps.</summary>
    private sealed class HastyClock(FakeTimeProvider time, TimeSpan early) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new HastyTimer(time.CreateTimer(callback, state, dueTime, period), early);
    }

    private sealed class HastyTimer(ITimer timer, TimeSpan early) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime > early ? dueTime - early : dueTime, period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
