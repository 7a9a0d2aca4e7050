using DnsRegistry.Registry.Instances;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Registry.Tests.Leases;

/// <summary>Somebody sets the time of day; leases do not care.</summary>
public class WallClockTests
{
    [Theory]
    [InlineData(-400)]
    [InlineData(400)]
    public async Task Jump_of_the_time_of_day_neither_ends_a_lease_nor_prolongs_one(int days)
    {
        var clock = new ClockOnTheWall(new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(
            new RegistrySetup
            {
                Time = clock.Time,
                Clock = clock,
                Options = new RegistryOptions { PulseInterval = TimeSpan.FromSeconds(10) },
            });
        await registry.RegisterAsync(new RegistrationBuilder());

        clock.Error = TimeSpan.FromDays(days);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(900));
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        for (int i = 0; i < 32; i++)
            await registry.AdvanceAsync(TimeSpan.FromMilliseconds(900));
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(299));
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        Assert.Equal(InstanceState.Critical, registry.Registry.Find(new InstanceKey("web", "a"))!.State);
    }

    /// <summary>A clock that somebody has set: the time of day is wrong, what has passed is not.</summary>
    private sealed class ClockOnTheWall(FakeTimeProvider time) : TimeProvider
    {
        public FakeTimeProvider Time => time;

        public TimeSpan Error { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Error;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime, period);
    }
}
