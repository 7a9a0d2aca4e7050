using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.LoadGenerator.Http;

/// <summary>
/// One keep-alive connection with one request under way at most. It reads just what the server's answers need, a status and
/// a length, since a whole HTTP client would cost more than the server that is measured.
/// </summary>
internal sealed class RegistryConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _received = new byte[8192];

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public RegistryConnection(EndPoint server)
    {
        _socket.Connect(server);
    }

    /// <summary>Sends a request. Every request is followed by one <see cref="Receive"/>.</summary>
    public void Send(ReadOnlySpan<byte> request)
    {
        while (request.Length > 0)
            request = request[_socket.Send(request)..];
    }

    /// <summary>Waits for the answer.</summary>
    /// <exception cref="InvalidDataException">The server sent something else.</exception>
    public HttpReply Receive()
    {
        int filled = 0;
        int whole = int.MaxValue;
        int head = -1;
        while (filled < whole)
        {
            if (filled == _received.Length)
                Array.Resize(ref _received, _received.Length * 2);
            int read = _socket.Receive(_received.AsSpan(filled));
            if (read == 0)
                throw new InvalidDataException("The server has closed the connection in the middle of a call.");

            filled += read;
            if (head < 0 && (head = _received.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) >= 0)
                whole = head + 4 + LengthOf(_received.AsSpan(0, head + 2));
        }

        if (filled > whole || !Utf8Parser.TryParse(_received.AsSpan(9, 3), out int status, out _))
            throw new InvalidDataException("The server sent more than one answer, or none.");
        return new HttpReply(status, _received.AsSpan(head + 4, whole - head - 4));
    }

    /// <summary>Sends a request and waits for the answer.</summary>
    public HttpReply Call(ReadOnlySpan<byte> request)
    {
        Send(request);
        return Receive();
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static int LengthOf(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> field = "\r\nContent-Length: "u8;
        int at = head.IndexOf(field);
        if (at < 0 || !Utf8Parser.TryParse(head[(at + field.Length)..], out int length, out _))
            throw new InvalidDataException("The server sent an answer without a length.");
        return length;
    }
}
