using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DnsRegistry.LoadGenerator.Watching;

/// <summary>Connections on each of which one call waits for changes that do not come.</summary>
/// <param name="server">Where to call.</param>
/// <param name="path">What to call.</param>
internal sealed class IdleWatchers(Uri server, string path) : IDisposable
{
    private readonly List<Socket> _open = [];
    private readonly byte[] _request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n");
    private readonly byte[] _answer = new byte[4096];

    /// <summary>Opens some, one after the other.</summary>
    /// <param name="count">How many.</param>
    /// <param name="isAnswered">Whether something comes at once: the head of a stream.</param>
    /// <exception cref="InvalidDataException">The server does not let one watch.</exception>
    public void Open(int count, bool isAnswered)
    {
        var address = new DnsEndPoint(server.IdnHost, server.Port);
        for (int i = 0; i < count; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _open.Add(socket);
            socket.Connect(address);
            socket.Send(_request);
            if (!isAnswered)
                continue;

            int length = socket.Receive(_answer);
            if (!_answer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8))
                throw new InvalidDataException($"watcher {i + 1}: {Encoding.UTF8.GetString(_answer, 0, length)}");
        }
    }

    /// <summary>Those whose connection the server has ended, or on which it has said what nobody asked for.</summary>
    public int CountEnded() => _open.Count(socket => socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Socket socket in _open)
            socket.Dispose();
    }
}
