using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DnsRegistry.Server.Metrics;
using DnsRegistry.Zones;

namespace DnsRegistry.Server.Mirroring;

/// <summary>
/// Copies queries to other DNS servers and compares what they answer. Workers hand a copy over and go on: nobody waits for
/// it, and what does not fit into the queue is dropped. A thread of its own sends, from sockets of its own.
/// </summary>
internal sealed class QueryMirror : IDisposable
{
    /// <summary>Copies that wait to be sent or answered, at most.</summary>
    internal const int Most = 1024;

    /// <summary>How long an answer is awaited.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int MostDatagramOctets = 65_535;

    private readonly TimeProvider _time;
    private readonly EffectMetrics _metrics;
    private readonly ConcurrentQueue<MirroredQuery> _free = new();
    private readonly ConcurrentQueue<MirroredQuery> _waiting = new();
    private readonly ConcurrentDictionary<int, MirroredQuery> _sent = new();
    private readonly SemaphoreSlim _hasWork = new(0);
    private readonly Lock _starting = new();
    private readonly ITimer _sweep;
    private volatile Thread? _sender;
    private volatile bool _isDisposed;
    private Socket? _ipv4;
    private Socket? _ipv6;
    private int _made;
    private ushort _nextId;

    /// <summary>A mirror that has nothing to do yet: its thread and sockets come with the first copy.</summary>
    /// <param name="metrics">Counts what becomes of copies.</param>
    /// <param name="time">The clock.</param>
    internal QueryMirror(EffectMetrics metrics, TimeProvider time)
    {
        _metrics = metrics;
        _time = time;
        _sweep = time.CreateTimer(_ => GiveUp(), null, Patience, Patience);
    }

    /// <summary>Hands a query over, which goes out with the next <see cref="Wake"/>.</summary>
    /// <param name="response">What was answered here.</param>
    /// <param name="server">Where it is copied to.</param>
    /// <returns>Whether it was taken; else it is dropped.</returns>
    internal bool Offer(ReadOnlySpan<byte> response, IPEndPoint server)
    {
        if (_isDisposed || !TryRent(out MirroredQuery query))
        {
            _metrics.CountMirror(isSent: false);
            return false;
        }

        if (!query.TryTake(response, server))
        {
            _free.Enqueue(query);
            _metrics.CountMirror(isSent: false);
            return false;
        }

        _waiting.Enqueue(query);
        return true;
    }

    /// <summary>Lets what was handed over go out. To wake a thread costs more than an answer, so answers are sent before.</summary>
    /// <param name="copies">How many were taken since.</param>
    internal void Wake(int copies)
    {
        if (_sender is null)
            Start();
        _hasWork.Release(copies);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_starting)
        {
            _isDisposed = true;
            _sweep.Dispose();
            _hasWork.Release();
            _ipv4?.Dispose();
            _ipv6?.Dispose();
        }

        _sender?.Join();
    }

    private bool TryRent(out MirroredQuery query)
    {
        if (_free.TryDequeue(out query!))
            return true;
        if (Volatile.Read(ref _made) >= Most || Interlocked.Increment(ref _made) > Most)
            return false;

        query = new MirroredQuery();
        return true;
    }

    private void Start()
    {
        lock (_starting)
        {
            if (_sender is not null || _isDisposed)
                return;

            _sender = new Thread(Send) { IsBackground = true, Name = "dns-mirror" };
            _sender.Start();
        }
    }

    private void Send()
    {
        while (!_isDisposed)
        {
            _hasWork.Wait();
            if (!_isDisposed && _waiting.TryDequeue(out MirroredQuery? query))
                SendOne(query);
        }
    }

    private void SendOne(MirroredQuery query)
    {
        // The numbers go round long before a copy is forgotten, so one that is still out is stepped over.
        do
            query.Id = _nextId++;
        while (_sent.ContainsKey(query.Id));
        query.EndsAtMilliseconds = _time.MonotonicMilliseconds() + (long)Patience.TotalMilliseconds;
        _sent[query.Id] = query;
        try
        {
            SocketFor(query.Server.AddressFamily).SendTo(query.Query, SocketFlags.None, query.Server);
            _metrics.CountMirror(isSent: true);
        }
        catch (Exception lost) when (lost is SocketException or ObjectDisposedException)
        {
            // No way there, or the end: the copy is given up with those that are not answered.
        }
    }

    private Socket SocketFor(AddressFamily family)
    {
        lock (_starting)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return family == AddressFamily.InterNetwork
                ? _ipv4 ??= Open(AddressFamily.InterNetwork, IPAddress.Any)
                : _ipv6 ??= Open(AddressFamily.InterNetworkV6, IPAddress.IPv6Any);
        }
    }

    private Socket Open(AddressFamily family, IPAddress any)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(any, 0));
        _ = ReceiveAsync(socket, new IPEndPoint(any, 0));
        return socket;
    }

    private async Task ReceiveAsync(Socket socket, IPEndPoint any)
    {
        byte[] datagram = new byte[MostDatagramOctets];
        while (!_isDisposed)
        {
            try
            {
                SocketReceiveFromResult received = await socket.ReceiveFromAsync(datagram, SocketFlags.None, any).ConfigureAwait(false);
                Compare(datagram.AsSpan(0, received.ReceivedBytes), (IPEndPoint)received.RemoteEndPoint);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // Mostly the news that nobody listens there (ICMP): the copy is given up in its time.
            }
        }
    }

    private void Compare(ReadOnlySpan<byte> response, IPEndPoint from)
    {
        int id = response.Length < 2 ? -1 : (response[0] << 8) | response[1];
        if (!_sent.TryGetValue(id, out MirroredQuery? query) || !query.Server.Equals(from)
            || !_sent.TryRemove(KeyValuePair.Create(id, query)))
            return;

        _metrics.CountMirrorAnswer(isDifferent: AnswerComparison.Differ(query.Response, response));
        _free.Enqueue(query);
    }

    private void GiveUp()
    {
        long now = _time.MonotonicMilliseconds();
        foreach ((int id, MirroredQuery query) in _sent)
        {
            if (query.EndsAtMilliseconds > now || !_sent.TryRemove(id, out _))
                continue;

            _metrics.CountMirrorTimeout();
            _free.Enqueue(query);
        }
    }
}
