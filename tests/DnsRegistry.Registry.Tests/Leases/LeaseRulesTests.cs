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

    [Theory]
    [InlineData(0, 15_000)] // nothing is known of it: half of the lease
    [InlineData(85, 15_000)] // a third, as advised
    [InlineData(153, 22_500)] // 0.6 of the lease, and a quarter of that
    [InlineData(255, 30_000)] // never later than the end
    public void Heartbeat_is_overdue_at_half_of_the_lease_or_later_for_who_is_slow(int pace, long overdueAfter) =>
        Assert.Equal(1_000 + overdueAfter, LeaseRules.OverdueAt(1_000, 30_000, (byte)pace));

    [Fact]
    public void Pace_follows_a_slower_heartbeat_at_once_and_a_quicker_one_step_by_step()
    {
        Assert.Equal(85, LeaseRules.PaceAfter(0, 10_000, 30_000));
        Assert.Equal(170, LeaseRules.PaceAfter(85, 20_000, 30_000));
        Assert.Equal(160, LeaseRules.PaceAfter(170, 10_000, 30_000));
        Assert.Equal(85, LeaseRules.PaceAfter(85, 30_001, 30_000));
    }

    [Theory]
    [InlineData(100_000, 160_000)] // ran for 10 s before a pause of a minute: it has as many left
    [InlineData(81_000, 155_000)] // one second was left: now it is half of the lease
    [InlineData(79_000, 139_000)] // had ended: it is over for as long as before
    [InlineData(165_000, 170_000)] // renewed since
    public void After_a_pause_a_lease_stands_where_it_stood(long renewedAt, long afterwards) =>
        Assert.Equal(afterwards, LeaseRules.RenewedAtAfterPause(renewedAt, 30_000, lostMilliseconds: 60_000, nowMilliseconds: 170_000));

    [Fact]
    public void Lease_takes_no_more_room_than_two_numbers() => Assert.Equal(16, System.Runtime.CompilerServices.Unsafe.SizeOf<Lease>());
}
