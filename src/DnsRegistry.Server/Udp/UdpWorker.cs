using DnsRegistry.Server.Query;
using DnsRegistry.Zones;

namespace DnsRegistry.Server.Udp;

/// <summary>One thread with one port: it receives what has come, answers each datagram, and sends the responses.</summary>
/// <param name="port">Where datagrams come from; several workers may share its number.</param>
/// <param name="handler">The path from request to response, this worker's own.</param>
/// <param name="time">The clock.</param>
internal sealed class UdpWorker(IUdpPort port, QueryHandler handler, TimeProvider time) : IDisposable
{
    private volatile bool _isStopping;

    /// <summary>Answers until <see cref="Stop"/>.</summary>
    internal void Run()
    {
        while (!_isStopping)
            AnswerReceived();
    }

    /// <summary>Ends <see cref="Run"/> after the datagrams in hand.</summary>
    internal void Stop()
    {
        _isStopping = true;
        port.Wake();
    }

    /// <inheritdoc/>
    public void Dispose() => port.Dispose();

    /// <summary>One turn. A method of its own, since code compiled in advance is made better between calls, never within one.</summary>
    private void AnswerReceived()
    {
        int received = port.Receive();
        long now = time.MonotonicMilliseconds();
        for (int i = 0; i < received; i++)
        {
            int octets = handler.Answer(port.Request(i), port.Response(i), port.Client(i), Transport.Udp, now);
            if (octets > 0)
                port.Reply(i, octets);
        }

        if (received > 0)
            port.Send();
    }
}
