using DnsRegistry.Registry.Health;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Zones;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Registry.Tests.Health;

public sealed class HealthMonitorTests : IDisposable
{
    private const string Target = "10.0.0.7:8080";
    private const int Seed = 20_260_104;

    private static readonly InstanceKey s_key = new("web", "a");
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    // One interval with its jitter, and the slot it is rounded up to.
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(10_550);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedProber _prober = new();
    private readonly List<(string Id, bool IsFailing)> _told = [];
    private readonly Dictionary<string, ServiceInstance> _registered = [];
    private readonly HealthMonitor _monitor;
    private bool _hasRoom = true;

    public HealthMonitorTests() => _monitor = new HealthMonitor(_prober, _time, Tell, new Random(Seed));

    public void Dispose() => _monitor.Dispose();

    [Fact]
    public void First_check_comes_within_one_interval_and_the_next_one_interval_later()
    {
        Watch("a", Target);

        _time.Advance(s_interval + TimeSpan.FromMilliseconds(HealthMonitor.SlotMilliseconds));
        Assert.Equal(1, _prober.Asked(Target));
        _time.Advance(s_round);
        Assert.Equal(2, _prober.Asked(Target));
    }

    [Fact]
    public void Ten_thousand_seconds_bring_about_a_thousand_checks()
    {
        Watch("a", Target);

        for (int i = 0; i < 100_000; i++)
            _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.InRange(_prober.Asked(Target), 950, 1050);
    }

    [Fact]
    public void Time_from_one_check_to_the_next_varies_by_a_twentieth_either_way()
    {
        Watch("a", Target);
        var checks = new List<long>();
        for (long now = 0; checks.Count < 200; now += HealthMonitor.SlotMilliseconds)
        {
            _time.Advance(TimeSpan.FromMilliseconds(HealthMonitor.SlotMilliseconds));
            if (_prober.Asked(Target) > checks.Count)
                checks.Add(now);
        }

        long[] gaps = [.. checks.Zip(checks.Skip(1), (before, after) => after - before)];
        Assert.InRange(gaps.Min(), 9_450, 9_600);
        Assert.InRange(gaps.Max(), 10_400, 10_550);
        Assert.InRange(gaps.Average(), 9_900, 10_100);
    }

    [Fact]
    public void Many_that_come_together_are_not_checked_together()
    {
        for (int i = 0; i < 1000; i++)
            Watch($"i{i}", $"10.0.0.7:{i + 1}");

        var perSecond = new List<int>();
        for (int second = 0; second < 30; second++)
        {
            int before = AskedInAll();

            // Slot by slot: a clock that leaps to the next second would move every check of that second to its end.
            for (int slot = 0; slot < 1000 / HealthMonitor.SlotMilliseconds; slot++)
                _time.Advance(TimeSpan.FromMilliseconds(HealthMonitor.SlotMilliseconds));
            perSecond.Add(AskedInAll() - before);
        }

        Assert.All(perSecond, checks => Assert.InRange(checks, 60, 140));
        int AskedInAll() => Enumerable.Range(1, 1000).Sum(port => _prober.Asked($"10.0.0.7:{port}"));
    }

    [Fact]
    public void Writer_is_told_of_changes_and_of_nothing_else()
    {
        Watch("a", Target);
        Rounds(3);
        Assert.Empty(_told);

        _prober.TakeDown(Target);
        Rounds(2);
        Assert.Empty(_told);
        Rounds(10);
        Assert.Equal([("a", true)], _told);

        _prober.BringUp(Target);
        Rounds(10);
        Assert.Equal([("a", true), ("a", false)], _told);
    }

    [Fact]
    public void Writer_without_room_is_told_again_at_the_next_check()
    {
        Watch("a", Target);
        _prober.TakeDown(Target);
        _hasRoom = false;
        Rounds(5);
        Assert.Empty(_told);

        _hasRoom = true;
        Rounds(1);

        Assert.Equal([("a", true)], _told);
    }

    [Fact]
    public void Instance_that_has_gone_is_not_checked_any_more()
    {
        ServiceInstance instance = Watch("a", Target);
        Rounds(1);

        _monitor.OnInstance(instance, null);
        int asked = _prober.Asked(Target);
        Rounds(5);

        Assert.Equal(asked, _prober.Asked(Target));
        Assert.Null(_monitor.Find(s_key));
    }

    [Fact]
    public void Another_check_takes_the_place_of_the_former_one_and_starts_anew()
    {
        ServiceInstance instance = Watch("a", Target);
        _prober.TakeDown(Target);
        Rounds(2);

        _monitor.OnInstance(instance, Instance("a", "10.0.0.8:8080"));
        int asked = _prober.Asked(Target);
        Rounds(5);

        Assert.Equal(asked, _prober.Asked(Target));
        Assert.InRange(_prober.Asked("10.0.0.8:8080"), 4, 6);
        Assert.Empty(_told);
    }

    [Fact] // An instance that registers again and again instead of sending heartbeats is judged all the same.
    public void Registering_again_with_the_same_check_does_not_wipe_out_its_failures()
    {
        ServiceInstance instance = Watch("a", Target);
        _prober.TakeDown(Target);

        for (int i = 0; i < 8; i++)
        {
            ServiceInstance next = Instance("a", Target);
            _monitor.OnInstance(instance, next);
            instance = next;
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal([("a", true)], _told);
    }

    [Fact]
    public void Failing_instance_that_registers_again_is_checked_at_once_and_one_pass_brings_it_back()
    {
        ServiceInstance instance = Watch("a", Target);
        _prober.TakeDown(Target);
        Rounds(4);
        _prober.BringUp(Target);

        _monitor.OnInstance(instance, Instance("a", Target));
        _time.Advance(TimeSpan.FromMilliseconds(HealthMonitor.SlotMilliseconds));

        Assert.Equal([("a", true), ("a", false)], _told);
    }

    [Fact]
    public void Failing_instance_that_was_gone_in_between_starts_anew()
    {
        ServiceInstance instance = Watch("a", Target);
        _prober.TakeDown(Target);
        Rounds(4);
        ServiceInstance next = Instance("a", Target);
        next.Faults = HealthFaults.None;

        _monitor.OnInstance(instance, next);
        Rounds(2);

        Assert.Equal([("a", true)], _told);
    }

    [Fact]
    public void No_more_checks_run_at_once_than_may_and_the_others_follow()
    {
        _prober.IsHolding = true;
        for (int i = 0; i < HealthMonitor.MaxRunning + 10; i++)
            Watch($"i{i}", $"10.0.0.7:{i + 1}");

        Rounds(1);
        Assert.Equal(HealthMonitor.MaxRunning, _prober.Held);
        for (int i = 0; i < 10; i++)
        {
            _prober.ReleaseOne();
            Assert.Equal(HealthMonitor.MaxRunning, _prober.Held);
        }

        _prober.ReleaseOne();
        Assert.Equal(HealthMonitor.MaxRunning - 1, _prober.Held);
    }

    [Fact]
    public void Check_that_outlasts_its_interval_is_not_begun_twice()
    {
        _prober.IsHolding = true;
        Watch("a", Target);
        Rounds(5);
        Assert.Equal(1, _prober.Asked(Target));

        _prober.ReleaseOne();
        Rounds(1);

        Assert.Equal(2, _prober.Asked(Target));
    }

    [Fact]
    public void Last_outcome_can_be_seen()
    {
        Watch("a", Target);
        Assert.Null(_monitor.Find(s_key));
        _prober.TakeDown(Target);

        Rounds(1);

        CheckView last = _monitor.Find(s_key)!;
        Assert.Equal((false, "down"), (last.HasPassed, last.Text));
        Assert.InRange(last.AtMilliseconds, _time.MonotonicMilliseconds() - 10_600, _time.MonotonicMilliseconds());
    }

    private void Rounds(int count)
    {
        for (int i = 0; i < count; i++)
            _time.Advance(s_round);
    }

    /// <summary>What the writer would do.</summary>
    private void Tell(InstanceKey key, HealthCheck check, bool isFailing)
    {
        if (!_hasRoom)
            return;

        _told.Add((key.Id, isFailing));
        _registered[key.Id].Faults = isFailing ? HealthFaults.CheckFailing : HealthFaults.None;
    }

    private ServiceInstance Watch(string id, string target)
    {
        ServiceInstance instance = Instance(id, target);
        _monitor.OnInstance(null, instance);
        return instance;
    }

    /// <summary>An instance that takes the place of the one with its id, and keeps what its checks have shown.</summary>
    private ServiceInstance Instance(string id, string target)
    {
        StoredInstance stored = new RegistrationBuilder("web", id).WithCheck(HealthCheckKind.Tcp, target, 10).BuildStored();
        var instance = new ServiceInstance(stored, new Lease(30_000, 0))
        {
            Faults = _registered.GetValueOrDefault(id)?.Faults ?? HealthFaults.None,
        };
        _registered[id] = instance;
        return instance;
    }
}
