using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.LoadGenerator.Checks;

/// <summary>Listeners on loopback that take every connection: what the checks lead to.</summary>
internal sealed class CheckTargets : IDisposable
{
    private const int Listeners = 64;

    private static readonly byte[] s_well = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray();

    private readonly TcpListener[] _listeners = new TcpListener[Listeners];
    private readonly bool _isHttp;
    private long _taken;

    /// <summary>Listeners that take connections from now on.</summary>
    /// <param name="isHttp">Whether they answer 200, and do not only take the connection.</param>
    internal CheckTargets(bool isHttp)
    {
        _isHttp = isHttp;
        for (int i = 0; i < Listeners; i++)
        {
            _listeners[i] = new TcpListener(IPAddress.Loopback, 0);
            _listeners[i].Start();
            _ = TakeAsync(_listeners[i]);
        }
    }

    /// <summary>Connections taken.</summary>
    internal long Taken => Interlocked.Read(ref _taken);

    /// <summary>Where the check of an instance leads.</summary>
    internal IPEndPoint this[int instance] => (IPEndPoint)_listeners[instance % Listeners].LocalEndpoint;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TcpListener listener in _listeners)
            listener.Dispose();
    }

    private async Task TakeAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                Socket connection = await listener.AcceptSocketAsync();
                Interlocked.Increment(ref _taken);
                if (_isHttp)
                    _ = AnswerAsync(connection);
                else
                    connection.Dispose();
            }
            catch (SocketException)
            {
                // Closed by the other side before it was taken; or this listener is, and the next call says so.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static async Task AnswerAsync(Socket connection)
    {
        using (connection)
        {
            try
            {
                await connection.ReceiveAsync(new byte[4096]);
                await connection.SendAsync(s_well);
                connection.Shutdown(SocketShutdown.Send);
                await connection.ReceiveAsync(new byte[1]);
            }
            catch (SocketException)
            {
                // The server closes with a reset.
            }
        }
    }
}
