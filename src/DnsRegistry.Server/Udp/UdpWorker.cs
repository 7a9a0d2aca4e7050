using System.Net;
using DnsRegistry.Server.Interop;
using DnsRegistry.Server.Metrics;
using DnsRegistry.Server.Mirroring;
using DnsRegistry.Server.Query;
using DnsRegistry.Zones;

namespace DnsRegistry.Server.Udp;

/// <summary>One thread with one port: it receives what has come, answers each datagram, and sends the responses.</summary>
/// <param name="port">Where datagrams come from; several workers may share its number.</param>
/// <param name="handler">The path from request to response, this worker's own.</param>
/// <param name="mirror">Copies queries to other servers.</param>
/// <param name="metrics">Counts what rules have done beside the answers.</param>
/// <param name="time">The clock.</param>
internal sealed class UdpWorker(IUdpPort port, QueryHandler handler, QueryMirror mirror, EffectMetrics metrics, TimeProvider time)
    : IDisposable
{
    private readonly HeldReplies _held = new(port, time);
    private volatile bool _isStopping;
    private int _copies;
    private long _datagrams;
    private long _receptions;
    private long _fullReceptions;

    /// <summary>What it has received so far, as seen from any thread.</summary>
    internal UdpLoad Load => new(
        Volatile.Read(ref _datagrams), Volatile.Read(ref _receptions), Volatile.Read(ref _fullReceptions));

    /// <summary>Answers until <see cref="Stop"/>.</summary>
    internal void Run()
    {
        ThreadSlice.Shorten();
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
    public void Dispose()
    {
        _held.Dispose();
        port.Dispose();
    }

    /// <summary>One turn. A method of its own, since code compiled in advance is made better between calls, never within one.</summary>
    private void AnswerReceived()
    {
        int received = port.Receive();
        long now = time.MonotonicMilliseconds();
        for (int i = 0; i < received; i++)
        {
            int octets = handler.Answer(port.Request(i), port.Response(i), port.Client(i), Transport.Udp, now);
            if (handler.HasEffects)
                octets = Settle(i, octets);
            if (octets > 0)
                port.Reply(i, octets);
        }

        if (received > 0)
        {
            port.Send();
            Count(received);
        }

        if (_copies > 0)
        {
            mirror.Wake(_copies);
            _copies = 0;
        }
    }

    private void Count(int received)
    {
        _datagrams += received;
        _receptions++;
        if (received == port.Capacity)
            _fullReceptions++;
    }

    /// <summary>Does what a rule wants done beside the answer.</summary>
    /// <returns>Octets to send at once.</returns>
    private int Settle(int index, int octets)
    {
        AnswerEffects effects = handler.Effects;
        if (effects.IsDropped)
            metrics.CountDrop();
        if (octets == 0)
            return 0;

        foreach (IPEndPoint server in effects.Mirrors)
            _copies += mirror.Offer(port.Response(index)[..octets], server) ? 1 : 0;
        if (effects.DelayMilliseconds == 0)
            return octets;

        bool isHeld = _held.TryHold(index, octets, effects.DelayMilliseconds);
        metrics.CountDelay(isHeld);
        return isHeld ? 0 : octets;
    }
}
