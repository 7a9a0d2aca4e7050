using DnsRegistry.Registry.Leases;
using DnsRegistry.Zones;

namespace DnsRegistry.Registry.Tests.Leases;

public class LeaseRulesTests
{
    [Theory]
    [InlineData(2_000, 60_000)] // three leases would be six seconds: never sooner than a minute
    [InlineData(20_000, 60_000)]
    [InlineData(20_001, 60_003)]
    [InlineData(30_000, 90_000)]
    [InlineData(86_400_000, 259_200_000)]
    public void Lease_ends_at_its_length_and_is_removed_at_three_or_a_minute(long duration, long removedAfter)
    {
        Assert.Equal(1_000 + duration, LeaseRules.EndsAt(1_000, duration));
        Assert.Equal(1_000 + removedAfter, LeaseRules.RemovedAt(1_000, duration));
    }

    [Fact]
    public void Lease_without_end_never_ends()
    {
        var lease = new Lease(MonotonicTime.Never, 1_000);

        Assert.True(lease.IsEndless);
        Assert.Equal((MonotonicTime.Never, MonotonicTime.Never), (lease.EndsAtMilliseconds, lease.RemovedAtMilliseconds));
    }

    [Fact]
    public void Heartbeat_is_due_after_a_third_of_the_lease_give_or_take_a_fifth_of_that()
    {
        Assert.Equal(8_000, LeaseRules.NextHeartbeat(30_000, 0));
        Assert.Equal(10_000, LeaseRules.NextHeartbeat(30_000, 0.5));
        Assert.Equal(12_000, LeaseRules.NextHeartbeat(30_000, 1));
    }

    [Fact]
    public void Renewing_starts_a_whole_lease_and_never_shortens_one()
    {
        var lease = new Lease(30_000, 1_000);

        lease.Renew(5_000);
        Assert.Equal(35_000, lease.EndsAtMilliseconds);
        lease.Renew(4_000);
        Assert.Equal(35_000, lease.EndsAtMilliseconds);
        Parallel.For(0, 10_000, moment => lease.Renew(10_000 + moment));
        Assert.Equal(49_999, lease.EndsAtMilliseconds);
    }
}
