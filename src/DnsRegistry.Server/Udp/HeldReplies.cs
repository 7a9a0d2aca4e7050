using DnsRegistry.Zones;

namespace DnsRegistry.Server.Udp;

/// <summary>
/// Responses of one port that a rule wants sent later. No thread waits for them: a timer sends what is due. There are so many
/// at most, and one more is not held back.
/// </summary>
/// <param name="port">Where they are sent.</param>
/// <param name="time">The clock.</param>
internal sealed class HeldReplies(IUdpPort port, TimeProvider time) : IDisposable
{
    /// <summary>Responses that wait, at most.</summary>
    internal const int Most = 1024;

    private readonly Lock _lock = new();
    private readonly PriorityQueue<HeldReply, long> _waiting = new();
    private readonly Stack<HeldReply> _free = new();
    private ITimer? _timer;
    private long _due = long.MaxValue;
    private bool _isDisposed;

    /// <summary>Holds the response to a datagram back.</summary>
    /// <param name="index">Which datagram of the port.</param>
    /// <param name="octets">Octets of the response.</param>
    /// <param name="delayMilliseconds">How long.</param>
    /// <returns><see langword="false"/> when too many wait already; the caller then sends it.</returns>
    internal bool TryHold(int index, int octets, int delayMilliseconds)
    {
        lock (_lock)
        {
            if (_isDisposed || _waiting.Count == Most || octets > HeldReply.MostOctets)
                return false;

            HeldReply reply = _free.Count > 0 ? _free.Pop() : new HeldReply();
            port.Copy(index, octets, reply);
            _waiting.Enqueue(reply, time.MonotonicMilliseconds() + delayMilliseconds);
            Arm();
            return true;
        }
    }

    /// <summary>Forgets those that wait.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
            _waiting.Clear();
        }
    }

    private void SendDue()
    {
        lock (_lock)
        {
            _due = long.MaxValue;
            long now = time.MonotonicMilliseconds();
            while (!_isDisposed && _waiting.TryPeek(out HeldReply? reply, out long due) && due <= now)
            {
                port.SendCopy(reply);
                _free.Push(_waiting.Dequeue());
            }

            Arm();
        }
    }

    private void Arm()
    {
        if (_isDisposed || !_waiting.TryPeek(out _, out long due) || due >= _due)
            return;

        _due = due;
        _timer ??= time.CreateTimer(_ => SendDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, due - time.MonotonicMilliseconds())), Timeout.InfiniteTimeSpan);
    }
}
