using BenchmarkDotNet.Attributes;
using DnsRegistry.Benchmarks.Populations;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;

namespace DnsRegistry.Benchmarks.Leases;

/// <summary>
/// What the calendar costs for each lease that it looks at, all leases in turn. It must not depend on how many there are.
/// </summary>
[MemoryDiagnoser]
[GcForce(false)] // Collecting so large a heap before each step takes longer than the step.
public class LeaseCalendarBenchmarks
{
    private const int Leases = 1_000;
    private const int DurationMilliseconds = 30_000;

    private ServiceInstance[] _instances = null!;
    private LeaseCalendar _calendar = null!;
    private Walk _walk;
    private List<ServiceInstance> _due = [];
    private int _taken;
    private long _now;

    /// <summary>Leases in the calendar, their ends spread over one lease.</summary>
    [Params(1_000, 1_000_000)]
    public int Instances { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _calendar = new LeaseCalendar();
        _walk = new Walk(Instances);
        _instances = [.. Population.Of(Instances, perService: 10).Select((registration, n) => new ServiceInstance(
            new StoredInstance(registration, 1, 1, DateTimeOffset.UnixEpoch, null),
            new Lease(DurationMilliseconds, (long)DurationMilliseconds * n / Instances)))];
        foreach (ServiceInstance instance in _instances)
            _calendar.Schedule(instance);
    }

    /// <summary>A heartbeat: it does not touch the calendar at all.</summary>
    [Benchmark(OperationsPerInvoke = Leases)]
    [Allocates(0)]
    public void Renew()
    {
        _now++;
        for (int i = 0; i < Leases; i++)
            _instances[_walk.Next()].Lease.Renew(_now);
    }

    /// <summary>
    /// The time of an entry has come, its lease was renewed meanwhile, and it is put forward: once a lease for each instance.
    /// </summary>
    [Benchmark(OperationsPerInvoke = Leases)]
    [Allocates(0)]
    public void PutForward()
    {
        for (int i = 0; i < Leases; i++)
        {
            ServiceInstance instance = TakeNext();
            instance.Lease.Renew(_now);
            _calendar.Schedule(instance);
        }
    }

    /// <summary>A lease has ended, and the instance waits for its removal; or that time has come, and it is back.</summary>
    [Benchmark(OperationsPerInvoke = Leases)]
    [Allocates(0)]
    public void Expire()
    {
        for (int i = 0; i < Leases; i++)
        {
            ServiceInstance instance = TakeNext();
            if (!instance.HasLapsed)
            {
                instance.Faults = HealthFaults.LeaseEnded;
            }
            else
            {
                instance.Lease.Renew(_now);
                instance.Faults = HealthFaults.None;
            }

            _calendar.Schedule(instance);
        }
    }

    /// <summary>The next instance whose time comes; the clock goes there.</summary>
    private ServiceInstance TakeNext()
    {
        while (_taken == _due.Count)
        {
            _now = Math.Max(_now, _calendar.NextDue);
            _due = _calendar.TakeDue(_now)!;
            _taken = 0;
        }

        return _due[_taken++];
    }
}
