using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Zones;

namespace DnsRegistry.Registry.Tests.Leases;

public class LeaseCalendarTests
{
    private readonly LeaseCalendar _calendar = new();

    [Fact]
    public void Nothing_is_due_in_an_empty_calendar()
    {
        Assert.Equal(long.MaxValue, _calendar.NextDue);
        Assert.Null(_calendar.TakeDue(long.MaxValue - 1));
    }

    [Fact]
    public void Instance_is_due_at_the_end_of_its_lease_and_not_a_tick_before()
    {
        ServiceInstance instance = Instance(30_000);
        _calendar.Schedule(instance);

        Assert.Null(_calendar.TakeDue(29_999));
        Assert.Equal([instance], _calendar.TakeDue(30_000));
        Assert.Null(_calendar.TakeDue(30_001));
    }

    [Fact]
    public void Moment_within_a_slot_is_rounded_up_so_that_the_lease_is_over_when_it_is_looked_at()
    {
        _calendar.Schedule(Instance(30_001));

        Assert.Null(_calendar.TakeDue(30_001));
        Assert.Single(_calendar.TakeDue(30_100)!);
    }

    [Fact]
    public void Critical_instance_is_due_when_it_has_to_be_removed()
    {
        ServiceInstance instance = Instance(30_000);
        instance.Faults = HealthFaults.LeaseEnded;
        _calendar.Schedule(instance);

        Assert.Null(_calendar.TakeDue(89_999));
        Assert.Single(_calendar.TakeDue(90_000)!);
    }

    [Fact]
    public void Instance_that_is_scheduled_again_stands_in_the_calendar_once()
    {
        ServiceInstance instance = Instance(30_000);
        _calendar.Schedule(instance);
        _calendar.Schedule(instance);
        instance.Lease.Renew(10_000);
        _calendar.Schedule(instance);
        _calendar.Schedule(instance);

        Assert.Empty(_calendar.TakeDue(30_000)!);
        Assert.Equal([instance], _calendar.TakeDue(40_000));
        Assert.Equal(long.MaxValue, _calendar.NextDue);

        _calendar.Schedule(instance, notBefore: 40_000);
        Assert.Equal([instance], _calendar.TakeDue(40_000));
    }

    [Fact]
    public void Endless_lease_and_an_instance_that_is_gone_are_never_due()
    {
        _calendar.Schedule(Instance(MonotonicTime.Never));
        ServiceInstance gone = Instance(30_000);
        gone.MarkGone();
        _calendar.Schedule(gone);

        Assert.Equal(long.MaxValue, _calendar.NextDue);
    }

    [Fact]
    public void Slots_are_taken_in_the_order_of_time()
    {
        foreach (long duration in (long[])[50_000, 10_000, 30_000, 10_050])
            _calendar.Schedule(Instance(duration));

        var taken = new List<long>();
        while (_calendar.TakeDue(100_000) is { } due)
            taken.AddRange(due.Select(instance => instance.Lease.EndsAtMilliseconds));
        Assert.Equal([10_000, 10_050, 30_000, 50_000], taken);
    }

    private static ServiceInstance Instance(long durationMilliseconds) =>
        new RegistrationBuilder().BuildInstance(new Lease(durationMilliseconds, 0));
}
