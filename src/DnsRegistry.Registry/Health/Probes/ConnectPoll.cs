using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.Registry.Health.Probes;

/// <summary>
/// Connections that are begun one by one and looked at together, a few dozen at a time: a thousand a second cost one wake-up
/// of a thread for each look, and none for each connection.
/// </summary>
/// <param name="begin">Begins one on a socket that does not block.</param>
internal sealed class ConnectPoll(Func<Socket, IPEndPoint, SocketError> begin) : IDisposable
{
    /// <summary>The time from one look to the next, on the clock of the machine: it is no part of any rule.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly List<Pending> _pending = [];
    private ITimer? _timer;
    private bool _isDue;
    private bool _isStopped;

    /// <summary>Connects.</summary>
    /// <param name="socket">A socket that does not block; it stays the caller's.</param>
    /// <param name="endPoint">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see cref="SocketError.Success"/>, or why not; <see cref="SocketError.OperationAborted"/> when it was given up.</returns>
    internal async ValueTask<SocketError> ConnectAsync(Socket socket, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        SocketError begun = begin(socket, endPoint);
        if (begun != SocketError.InProgress)
            return begun;

        var pending = new Pending(socket);
        lock (_lock)
        {
            _pending.Add(pending);
            LookLater();
        }

        using (cancellationToken.UnsafeRegister(static pending => ((Pending)pending!).GiveUp(), pending))
            return await pending.Ended.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isStopped = true;
            _timer?.Dispose();
        }
    }

    private void LookLater()
    {
        if (_isDue || _isStopped)
            return;

        _isDue = true;
        _timer ??= TimeProvider.System.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(s_interval, Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        List<Pending> ended = [];
        lock (_lock)
        {
            _pending.RemoveAll(pending =>
            {
                bool hasEnded = pending.HasEnded();
                if (hasEnded)
                    ended.Add(pending);
                return hasEnded;
            });
            _isDue = false;
            if (_pending.Count > 0)
                LookLater();
        }

        // Not under the lock: whoever waits goes on in here.
        foreach (Pending pending in ended)
            pending.End();
    }

    /// <summary>One connection that has been begun.</summary>
    private sealed class Pending(Socket socket)
    {
        private readonly TaskCompletionSource<SocketError> _ended = new();
        private SocketError _error;

        internal Task<SocketError> Ended => _ended.Task;

        /// <summary>Whether there is nothing more to wait for. Its socket is used here only, until it has ended or was given up.</summary>
        internal bool HasEnded()
        {
            if (_ended.Task.IsCompleted)
                return true;

            try
            {
                if (!socket.Poll(0, SelectMode.SelectWrite))
                    return false;

                _error = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            }
            catch (ObjectDisposedException)
            {
                _error = SocketError.OperationAborted; // given up this very moment
            }

            return true;
        }

        internal void End() => _ended.TrySetResult(_error);

        internal void GiveUp() => _ended.TrySetResult(SocketError.OperationAborted);
    }
}
