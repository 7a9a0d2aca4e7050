using System.Net;
using System.Net.Sockets;
using DnsRegistry.Server.Tests.Udp;

namespace DnsRegistry.Server.Tests;

/// <summary>Beginning and ending: ports, addresses, and a prompt stop.</summary>
public class DnsServerTests
{
    [Fact]
    public async Task Every_address_is_answered_on_udp_and_tcp()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "there is no IPv6 here");
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.AnyPort with
        {
            Listen = [new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.IPv6Loopback, 0),
                new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0)],
        });

        Assert.Equal(["127.0.0.1", "::1", "127.0.0.3"], server.Bound.Select(bound => bound.Address.ToString()));
        foreach (IPEndPoint bound in server.Bound)
        {
            Assert.NotEqual(0, bound.Port);
            using Socket udp = RunningServer.ConnectUdp(bound);
            Assert.Single(UdpTests.Ask(udp, "web.z1.svc.").Answer);
            using var tcp = new Socket(bound.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000 };
            await tcp.ConnectAsync(bound, TestContext.Current.CancellationToken);
            Assert.True(RunningServer.IsServed(tcp));
        }
    }

    [Fact]
    public async Task Stop_does_not_wait_for_queries_that_never_come()
    {
        for (int i = 0; i < 15; i++)
        {
            RunningServer server = await RunningServer.StartAsync();
            using Socket udp = RunningServer.ConnectUdp(server.Bound[0]);
            using Socket tcp = server.Connect();
            if (i % 2 == 0)
                Assert.True(RunningServer.IsServed(tcp) && UdpTests.Ask(udp, "web.z1.svc.").Answer.Count == 1);

            long start = TimeProvider.System.GetTimestamp();
            await server.DisposeAsync();

            Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(5));
            RunningServer.AssertClosed(tcp);
        }
    }

    [Theory]
    [InlineData(SocketType.Stream)]
    [InlineData(SocketType.Dgram)]
    public async Task Port_in_use_is_an_error_and_what_was_bound_before_is_given_back(SocketType type)
    {
        using var taken = new Socket(AddressFamily.InterNetwork, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        if (type == SocketType.Dgram)
            taken.SetRawSocketOption(1, 15, BitConverter.GetBytes(1)); // SO_REUSEPORT: not even one that would share is joined
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (type == SocketType.Stream)
            taken.Listen();
        RunningServer free = await RunningServer.StartAsync();
        IPEndPoint other = free.Bound[0];
        await free.DisposeAsync();

        var failure = await Assert.ThrowsAsync<SocketException>(() => RunningServer.StartAsync(
            RunningServer.AnyPort with { Listen = [other, (IPEndPoint)taken.LocalEndPoint!] }));
        Assert.Equal(SocketError.AddressAlreadyInUse, failure.SocketErrorCode);

        await using RunningServer again = await RunningServer.StartAsync(RunningServer.AnyPort with { Listen = [other] });
        Assert.Equal(other, Assert.Single(again.Bound));
    }

    [Fact]
    public async Task Address_of_another_machine_is_an_error()
    {
        await Assert.ThrowsAsync<SocketException>(() => RunningServer.StartAsync(
            RunningServer.AnyPort with { Listen = [new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0)] }));
    }
}
