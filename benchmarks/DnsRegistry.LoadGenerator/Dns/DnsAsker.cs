using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.LoadGenerator.Dns;

/// <summary>Asks one question at a time over UDP and waits for its answer.</summary>
internal sealed class DnsAsker : IDisposable
{
    private const int PatienceMilliseconds = 2000;

    private readonly Socket _socket = new(SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = PatienceMilliseconds };
    private readonly byte[] _query = new byte[512];
    private readonly byte[] _reply = new byte[4096];
    private readonly Random _choose;

    /// <summary>An asker of one server.</summary>
    public DnsAsker(EndPoint server, Random choose)
    {
        _choose = choose;
        _socket.Connect(server);
    }

    /// <summary>When the question asked last was sent, in ticks of <see cref="Stopwatch"/>.</summary>
    public long AskedAt { get; private set; }

    /// <summary>When its answer had come.</summary>
    public long AnsweredAt { get; private set; }

    /// <summary>Asks.</summary>
    /// <returns>Null when no answer came that is a whole message and repeats the question.</returns>
    public DnsReply? Ask(in DnsQuestion question)
    {
        int length = question.Write(_query, _choose, out int end);
        AskedAt = Stopwatch.GetTimestamp();
        try
        {
            _socket.Send(_query.AsSpan(0, length));
            int received;
            do
            {
                // One that came too late for the question before is not for this one.
                received = _socket.Receive(_reply);
            }
            while (received < end || !_reply.AsSpan(0, 2).SequenceEqual(_query.AsSpan(0, 2)));

            AnsweredAt = Stopwatch.GetTimestamp();
            return _reply.AsSpan(12, end - 12).SequenceEqual(_query.AsSpan(12, end - 12))
                && DnsReply.Read(_reply.AsSpan(0, received)) is { IsResponse: true, IsWhole: true } reply ? reply : null;
        }
        catch (SocketException)
        {
            AnsweredAt = Stopwatch.GetTimestamp();
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
