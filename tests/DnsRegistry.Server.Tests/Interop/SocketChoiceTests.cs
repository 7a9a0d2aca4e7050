using System.Net;
using System.Net.Sockets;
using DnsRegistry.Server.Interop;

namespace DnsRegistry.Server.Tests.Interop;

/// <summary>
/// Two sockets on one port, and datagrams from 32 ports of which each goes to either by chance unless something chooses: that all go to
/// one is once in two thousand million bursts.
/// </summary>
public sealed class SocketChoiceTests : IDisposable
{
    private const int Clients = 32;

    private readonly Socket[] _sockets = new Socket[2];
    private readonly Socket[] _clients = new Socket[Clients];

    public SocketChoiceTests()
    {
        Assert.SkipUnless(SharedPort.IsSupported, "only Linux has several sockets on one port");
        _sockets[0] = Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _sockets[1] = Bind((IPEndPoint)_sockets[0].LocalEndPoint!);
        for (int i = 0; i < Clients; i++)
        {
            _clients[i] = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            _clients[i].Connect(_sockets[0].LocalEndPoint!);
        }
    }

    [Fact]
    public void All_from_one_processor_go_to_one_socket()
    {
        Assert.True(SocketChoice.TryByProcessor(_sockets[0], 2));

        // The thread that sends may be moved to another processor on the way, but hardly each time.
        Assert.Contains(0, Enumerable.Range(0, 20).Select(_ => Burst()).Select(count => Math.Min(count.First, count.Second)));
    }

    [Fact]
    public void By_address_they_are_spread_again()
    {
        Assert.True(SocketChoice.TryByProcessor(_sockets[0], 2));
        Assert.True(SocketChoice.TryByAddresses(_sockets[1]));

        (int first, int second) = Burst();

        Assert.NotEqual(0, first);
        Assert.NotEqual(0, second);
    }

    [Fact]
    public void Socket_that_is_closed_has_no_choice()
    {
        var closed = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        closed.Dispose();

        Assert.False(SocketChoice.TryByProcessor(closed, 2));
        Assert.False(SocketChoice.TryByAddresses(closed));
    }

    public void Dispose()
    {
        foreach (Socket? socket in _sockets.Concat(_clients))
            socket?.Dispose();
    }

    /// <summary>Sends one from each port.</summary>
    /// <returns>How many came to each socket; on the loopback they are there when the call that sends is over.</returns>
    private (int First, int Second) Burst()
    {
        foreach (Socket client in _clients)
            client.Send([1]);
        (int first, int second) = (Drain(_sockets[0]), Drain(_sockets[1]));
        Assert.Equal(Clients, first + second);
        return (first, second);
    }

    private static int Drain(Socket socket)
    {
        int count = 0;
        for (Span<byte> octet = stackalloc byte[1]; socket.Poll(0, SelectMode.SelectRead); count++)
            socket.Receive(octet);
        return count;
    }

    private static Socket Bind(IPEndPoint address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        SharedPort.Allow(socket);
        socket.Bind(address);
        return socket;
    }
}
