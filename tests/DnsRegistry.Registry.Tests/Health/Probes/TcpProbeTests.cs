using System.Net;
using System.Net.Sockets;
using DnsRegistry.Registry.Health.Probes;
using DnsRegistry.Registry.Instances;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Registry.Tests.Health.Probes;

/// <summary>TCP checks over real sockets of loopback, in either way of connecting.</summary>
public abstract class TcpProbeTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly NetworkProber _prober;

    private protected TcpProbeTests(Func<Socket, IPEndPoint, SocketError>? begin) =>
        _prober = new NetworkProber(new CheckNetworks([]), _time, begin);

    public void Dispose()
    {
        _prober.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "[::1]")]
    [InlineData("127.0.0.1", "localhost")]
    public async Task Listener_that_takes_connections_passes(string listen, string host)
    {
        using var listener = new TcpListener(IPAddress.Parse(listen), 0);
        listener.Start();

        ProbeOutcome outcome = await ProbeAsync($"{host}:{((IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.Equal(ProbeOutcome.Passed("connected"), outcome);
        using Socket taken = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Port_that_nobody_listens_on_fails()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.Equal(ProbeOutcome.Failed("Connection refused"), await ProbeAsync($"127.0.0.1:{port}"));
    }

    [Fact]
    public async Task Host_that_stays_silent_fails_when_the_time_is_over()
    {
        // A listener whose queue is full drops what comes on top: as good as a host that is switched off.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(listener.LocalEndPoint!, TestContext.Current.CancellationToken);

        Task<ProbeOutcome> probe = ProbeAsync(listener.LocalEndPoint!.ToString()!);
        _time.Advance(TimeSpan.FromMilliseconds(2_999));
        Assert.False(probe.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(ProbeOutcome.Failed("no answer within 3 s"), await probe);
    }

    [Fact]
    public async Task Hundred_at_once_each_have_their_own_outcome()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 100);
        var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        string nobody = closed.LocalEndpoint.ToString()!;
        closed.Stop();

        ProbeOutcome[] outcomes = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => ProbeAsync(i % 2 == 0 ? listener.LocalEndpoint.ToString()! : nobody)));

        Assert.All(outcomes.Index(), outcome => Assert.Equal(outcome.Index % 2 == 0, outcome.Item.HasPassed));
    }

    private Task<ProbeOutcome> ProbeAsync(string target) =>
        _prober.ProbeAsync(new HealthCheck(HealthCheckKind.Tcp, target, 10), TestContext.Current.CancellationToken).AsTask();
}
