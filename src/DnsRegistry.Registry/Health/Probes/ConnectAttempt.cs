using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.Registry.Health.Probes;

/// <summary>One attempt to connect. That nobody is there is a value and not an exception: half of an estate may be down.</summary>
internal sealed class ConnectAttempt() : SocketAsyncEventArgs(true)
{
    private readonly TaskCompletionSource<SocketError> _ended = new();

    /// <summary>Tries.</summary>
    /// <returns><see cref="SocketError.Success"/>, or why not; <see cref="SocketError.OperationAborted"/> when it was given up.</returns>
    internal async Task<SocketError> RunAsync(Socket socket, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        RemoteEndPoint = endPoint;
        if (!socket.ConnectAsync(this))
            return SocketError;

        using (cancellationToken.UnsafeRegister(static attempt => Socket.CancelConnectAsync((ConnectAttempt)attempt!), this))
            return await _ended.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void OnCompleted(SocketAsyncEventArgs e) => _ended.TrySetResult(SocketError);
}
