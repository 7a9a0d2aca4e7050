using System.Collections.Concurrent;
using DnsRegistry.Zones;

namespace DnsRegistry.Server.Tcp;

/// <summary>All open connections: how many there may be, and who has been silent too long.</summary>
internal sealed class TcpConnections : IDisposable
{
    private static readonly TimeSpan s_sweepInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TcpConnection, bool> _open = new();
    private readonly ConcurrentDictionary<ClientAddress, int> _perClient = new();
    private readonly DnsServerOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private int _count;
    private long _refused;

    /// <summary>No connections yet.</summary>
    internal TcpConnections(DnsServerOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _sweep = time.CreateTimer(_ => CloseIdle(), null, s_sweepInterval, s_sweepInterval);
    }

    /// <summary>Open connections.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>Connections that were not taken in, since the start.</summary>
    internal long RefusedCount => Volatile.Read(ref _refused);

    /// <summary>Takes a connection in.</summary>
    /// <returns><see langword="false"/> when there are too many, in all or of this client.</returns>
    internal bool TryAdd(TcpConnection connection)
    {
        int ofClient = _perClient.AddOrUpdate(connection.Client, 1, static (_, count) => count + 1);
        if (Interlocked.Increment(ref _count) <= _options.MaxTcpConnections && ofClient <= _options.MaxTcpConnectionsPerClient)
        {
            _open[connection] = true;
            return true;
        }

        Interlocked.Increment(ref _refused);
        Discount(connection);
        return false;
    }

    /// <summary>Forgets a connection that was taken in.</summary>
    internal void Remove(TcpConnection connection)
    {
        if (_open.TryRemove(connection, out _))
            Discount(connection);
    }

    /// <inheritdoc/>
    public void Dispose() => _sweep.Dispose();

    private void Discount(TcpConnection connection)
    {
        Interlocked.Decrement(ref _count);
        int rest = _perClient.AddOrUpdate(connection.Client, 0, static (_, count) => count - 1);
        if (rest == 0)
            _perClient.TryRemove(KeyValuePair.Create(connection.Client, 0));
    }

    private void CloseIdle()
    {
        long now = _time.MonotonicMilliseconds();
        foreach (TcpConnection connection in _open.Keys)
        {
            if (now - connection.LastProgressMilliseconds >= _options.TcpIdle.TotalMilliseconds)
                connection.Close();
        }
    }
}
