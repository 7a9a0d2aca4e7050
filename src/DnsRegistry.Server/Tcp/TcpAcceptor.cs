using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DnsRegistry.Zones;

namespace DnsRegistry.Server.Tcp;

/// <summary>Accepts the TCP connections of one address, within the limits that all addresses share.</summary>
internal sealed class TcpAcceptor : IAsyncDisposable
{
    private const int Backlog = 512;

    private readonly Socket _socket;
    private readonly TcpConnections _connections;
    private readonly Func<Socket, ClientAddress, TcpConnection> _makeConnection;
    private readonly ConcurrentDictionary<TcpConnection, Task> _running = new();
    private Task _accepting = Task.CompletedTask;
    private volatile bool _isStopping;

    private TcpAcceptor(Socket socket, TcpConnections connections, Func<Socket, ClientAddress, TcpConnection> makeConnection)
    {
        _socket = socket;
        _connections = connections;
        _makeConnection = makeConnection;
    }

    /// <summary>The address and port it listens on.</summary>
    internal IPEndPoint Bound => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Binds; connections wait in the backlog until <see cref="Start"/>.</summary>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    internal static TcpAcceptor Bind(
        IPEndPoint address, TcpConnections connections, Func<Socket, ClientAddress, TcpConnection> makeConnection)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = false;
            socket.Bind(address);
            socket.Listen(Backlog);
            return new TcpAcceptor(socket, connections, makeConnection);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Begins to accept.</summary>
    internal void Start() => _accepting = Task.Run(AcceptAsync);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        foreach (TcpConnection connection in _running.Keys)
            connection.Close();
        await Task.WhenAll(_running.Values).ConfigureAwait(false);
    }

    private async Task AcceptAsync()
    {
        while (!_isStopping)
        {
            try
            {
                Serve(await _socket.AcceptAsync().ConfigureAwait(false));
            }
            catch (Exception closed) when (_isStopping && closed is SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // Out of descriptors or of memory, or a client that left while it waited: give others time to finish.
                await Task.Delay(TimeSpan.FromMilliseconds(50)).ConfigureAwait(false);
            }
        }
    }

    private void Serve(Socket socket)
    {
        if (socket.RemoteEndPoint is not IPEndPoint remote)
        {
            socket.Dispose();
            return;
        }

        TcpConnection connection = _makeConnection(socket, ClientAddress.From(remote.Address));
        if (!_connections.TryAdd(connection))
        {
            connection.Close();
            return;
        }

        Task running = connection.RunAsync();
        _running[connection] = running;
        running.ContinueWith(
            _ => Forget(connection), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Forget(TcpConnection connection)
    {
        _running.TryRemove(connection, out _);
        _connections.Remove(connection);
    }
}
