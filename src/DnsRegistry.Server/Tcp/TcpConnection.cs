using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using DnsRegistry.Server.Query;
using DnsRegistry.Zones;

namespace DnsRegistry.Server.Tcp;

/// <summary>
/// One client over TCP (RFC 7766). Queries may come split or many at a time; all that have arrived are answered in
/// order and sent together.
/// </summary>
/// <param name="socket">The connection.</param>
/// <param name="client">Who is at the other end.</param>
/// <param name="workspaces">Where answers are made.</param>
/// <param name="effects">Does what rules want done beside the answers.</param>
/// <param name="time">The clock.</param>
internal sealed class TcpConnection(
    Socket socket, ClientAddress client, TcpWorkspacePool workspaces, TcpEffects effects, TimeProvider time)
{
    private const int UsualOctets = 4096;
    private const int MostOctets = TcpWorkspace.MostOctetsPerResponse;

    /// <summary>
    /// Receptions until another thread goes on. Where the thread that receives answers, too, a client that sends without a pause
    /// would keep it from others.
    /// </summary>
    private const int MostTurns = 64;

    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _input = ArrayPool<byte>.Shared.Rent(UsualOctets);
    private int _filled;
    private long _lastProgress = time.MonotonicMilliseconds();

    /// <summary>Who is at the other end.</summary>
    internal ClientAddress Client => client;

    /// <summary>
    /// When a query was last received whole, or an answer sent. Part of a query is no progress: dripping octets does not
    /// keep a connection open.
    /// </summary>
    internal long LastProgressMilliseconds => Volatile.Read(ref _lastProgress);

    /// <summary>Answers until the client closes, is silent too long, or sends what is no query.</summary>
    internal async Task RunAsync()
    {
        try
        {
            for (int turn = 1; await ReceiveAsync().ConfigureAwait(false) && await AnswerReceivedAsync().ConfigureAwait(false); turn++)
            {
                if (turn % MostTurns == 0)
                    await Task.Yield();
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The client went away, or the connection was closed for being idle. Neither is news.
        }
        finally
        {
            Close();
            ArrayPool<byte>.Shared.Return(_input);
        }
    }

    /// <summary>Closes the connection; <see cref="RunAsync"/> then ends.</summary>
    internal void Close()
    {
        _closed.TrySetResult();
        socket.Dispose();
    }

    private async ValueTask<bool> ReceiveAsync()
    {
        int received = await socket.ReceiveAsync(_input.AsMemory(_filled), SocketFlags.None).ConfigureAwait(false);
        _filled += received;
        return received > 0;
    }

    private async ValueTask<bool> AnswerReceivedAsync()
    {
        int used = 0;
        bool isQuery = true;
        if (HasWholeMessage(used))
        {
            // Before anything is sent: whoever has an answer can rely on the time that it gave.
            Volatile.Write(ref _lastProgress, time.MonotonicMilliseconds());
            TcpWorkspace workspace = workspaces.Rent();
            try
            {
                while (isQuery && HasWholeMessage(used))
                {
                    int filled = workspace.Filled;
                    isQuery = AnswerOne(workspace, ref used, out int delayMilliseconds);
                    if (delayMilliseconds > 0)
                        await SendLaterAsync(workspace, filled, delayMilliseconds).ConfigureAwait(false);
                    if (!workspace.HasRoom)
                        await SendAsync(workspace).ConfigureAwait(false);
                }

                await SendAsync(workspace).ConfigureAwait(false);
            }
            finally
            {
                workspaces.Return(workspace);
            }

            Volatile.Write(ref _lastProgress, time.MonotonicMilliseconds());
        }

        KeepRest(used);
        return isQuery;
    }

    private bool HasWholeMessage(int from) =>
        _filled - from >= TcpWorkspace.PrefixOctets
        && _filled - from >= TcpWorkspace.PrefixOctets + BinaryPrimitives.ReadUInt16BigEndian(_input.AsSpan(from));

    private bool AnswerOne(TcpWorkspace workspace, ref int used, out int delayMilliseconds)
    {
        int length = BinaryPrimitives.ReadUInt16BigEndian(_input.AsSpan(used));
        ReadOnlySpan<byte> request = _input.AsSpan(used + TcpWorkspace.PrefixOctets, length);
        used += TcpWorkspace.PrefixOctets + length;

        Span<byte> output = workspace.Output.AsSpan(workspace.Filled);
        int octets = workspace.Handler.Answer(
            request, output[TcpWorkspace.PrefixOctets..], client, Transport.Tcp, time.MonotonicMilliseconds());
        delayMilliseconds = 0;
        if (workspace.Handler.HasEffects)
            delayMilliseconds = effects.Settle(workspace.Handler.Effects, output.Slice(TcpWorkspace.PrefixOctets, octets));
        if (octets == 0)
            return workspace.Handler.HasEffects;

        BinaryPrimitives.WriteUInt16BigEndian(output, (ushort)octets);
        workspace.Filled += TcpWorkspace.PrefixOctets + octets;
        return true;
    }

    /// <summary>
    /// Sends what came before, waits, and sends the rest. Later answers of this connection wait, too, so that they keep
    /// their order; no thread does.
    /// </summary>
    private async ValueTask SendLaterAsync(TcpWorkspace workspace, int filledBefore, int delayMilliseconds)
    {
        try
        {
            await SendAsync(workspace, 0, filledBefore).ConfigureAwait(false);

            // To wait is not to be idle.
            Volatile.Write(ref _lastProgress, time.MonotonicMilliseconds() + delayMilliseconds);
            await _closed.Task.WaitAsync(TimeSpan.FromMilliseconds(delayMilliseconds), time)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await SendAsync(workspace, filledBefore, workspace.Filled).ConfigureAwait(false);
            workspace.Filled = 0;
        }
        finally
        {
            effects.EndDelay();
        }
    }

    private async ValueTask SendAsync(TcpWorkspace workspace)
    {
        await SendAsync(workspace, 0, workspace.Filled).ConfigureAwait(false);
        workspace.Filled = 0;
    }

    private async ValueTask SendAsync(TcpWorkspace workspace, int from, int end)
    {
        for (int sent = from; sent < end;)
        {
            sent += await socket.SendAsync(workspace.Output.AsMemory(sent, end - sent), SocketFlags.None)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Moves the beginning of an unfinished query to the front, and makes room for the whole of a long one.</summary>
    private void KeepRest(int used)
    {
        _input.AsSpan(used, _filled - used).CopyTo(_input);
        _filled -= used;
        if (_filled < _input.Length)
            return;

        byte[] larger = ArrayPool<byte>.Shared.Rent(MostOctets);
        _input.AsSpan(0, _filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_input);
        _input = larger;
    }
}
