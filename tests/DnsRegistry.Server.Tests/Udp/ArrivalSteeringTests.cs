using DnsRegistry.Server.Udp;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Server.Tests.Udp;

/// <summary>When datagrams no longer go to the worker of the processor they came in on.</summary>
public sealed class ArrivalSteeringTests : IDisposable
{
    private const int Capacity = 32;

    private readonly FakeTimeProvider _time = new();
    private readonly UdpLoad[] _loads = new UdpLoad[3];
    private readonly ArrivalSteering _steering;
    private int _spreadCalls;

    public ArrivalSteeringTests() => _steering = new ArrivalSteering(
        [.. Enumerable.Range(0, _loads.Length).Select(i => new Func<UdpLoad>(() => _loads[i]))], () => _spreadCalls++, _time);

    [Fact]
    public void One_worker_with_too_much_beside_one_with_too_little_ends_it_after_ten_seconds()
    {
        Pass(seconds: 9, Backlog(1000), Backlog(900), AtOnce(10_000));
        Assert.Equal(0, _spreadCalls);

        Pass(seconds: 1, Backlog(1000), Backlog(900), AtOnce(10_000));
        Assert.Equal(1, _spreadCalls);

        Pass(seconds: 30, Backlog(1000), Backlog(900), AtOnce(0));
        Assert.Equal(1, _spreadCalls);
    }

    [Fact]
    public void Burst_does_not_end_it()
    {
        for (int i = 0; i < 5; i++)
        {
            Pass(seconds: 9, Backlog(1000), AtOnce(0), AtOnce(0));
            Pass(seconds: 1, Backlog(1000), Backlog(1000), Backlog(600));
        }

        Assert.Equal(0, _spreadCalls);
    }

    [Fact]
    public void Worker_that_gets_through_its_work_may_have_all_of_it()
    {
        Pass(seconds: 60, AtOnce(50_000), AtOnce(0), AtOnce(0));

        Assert.Equal(0, _spreadCalls);
    }

    [Fact]
    public void Workers_that_all_have_too_much_gain_nothing_from_each_other()
    {
        Pass(seconds: 60, Backlog(1000), Backlog(600), Backlog(800));

        Assert.Equal(0, _spreadCalls);
    }

    [Fact]
    public void Idle_server_changes_nothing()
    {
        Pass(seconds: 60, AtOnce(0), AtOnce(0), AtOnce(0));

        Assert.Equal(0, _spreadCalls);
    }

    public void Dispose() => _steering.Dispose();

    /// <summary>As many datagrams as one reception can give, each time.</summary>
    private static UdpLoad Backlog(int receptions) => new(receptions * Capacity, receptions, receptions);

    /// <summary>Each datagram is taken as soon as it comes.</summary>
    private static UdpLoad AtOnce(int datagrams) => new(datagrams, datagrams, 0);

    private void Pass(int seconds, params UdpLoad[] inEach)
    {
        for (int second = 0; second < seconds; second++)
        {
            for (int i = 0; i < _loads.Length; i++)
            {
                _loads[i] = new UdpLoad(
                    _loads[i].Datagrams + inEach[i].Datagrams,
                    _loads[i].Receptions + inEach[i].Receptions,
                    _loads[i].FullReceptions + inEach[i].FullReceptions);
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
