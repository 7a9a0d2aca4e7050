using System.Net;
using System.Net.Sockets;
using DnsRegistry.Server.Interop;

namespace DnsRegistry.Server.Tests.Interop;

public class NonBlockingConnectTests
{
    private const int TenSeconds = 10_000_000;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Connection_to_a_listener_comes_about(string address)
    {
        Assert.SkipUnless(NonBlockingConnect.IsSupported, "this system has another way");
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        using Socket socket = SocketFor(listener.LocalEndpoint);

        SocketError begun = NonBlockingConnect.Begin(socket, (IPEndPoint)listener.LocalEndpoint);

        Assert.Equal(SocketError.Success, OutcomeOf(socket, begun));
        using Socket taken = listener.AcceptSocket();
    }

    [Fact]
    public void Port_that_nobody_listens_on_is_refused()
    {
        Assert.SkipUnless(NonBlockingConnect.IsSupported, "this system has another way");
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endPoint = (IPEndPoint)listener.LocalEndpoint;
        listener.Stop();
        using Socket socket = SocketFor(endPoint);

        Assert.Equal(SocketError.ConnectionRefused, OutcomeOf(socket, NonBlockingConnect.Begin(socket, endPoint)));
    }

    private static Socket SocketFor(EndPoint endPoint) =>
        new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };

    private static SocketError OutcomeOf(Socket socket, SocketError begun)
    {
        if (begun != SocketError.InProgress)
            return begun;

        Assert.True(socket.Poll(TenSeconds, SelectMode.SelectWrite));
        return (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
    }
}
