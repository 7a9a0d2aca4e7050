using System.Net;
using System.Net.Sockets;
using DnsRegistry.Server.Interop;
using DnsRegistry.Server.Metrics;
using DnsRegistry.Server.Mirroring;
using DnsRegistry.Server.Query;
using DnsRegistry.Server.Tcp;
using DnsRegistry.Server.Udp;
using DnsRegistry.Zones;

namespace DnsRegistry.Server;

/// <summary>DNS over UDP and TCP, on every address that is configured.</summary>
public sealed class DnsServer : IAsyncDisposable
{
    /// <summary>Ports tried when any free one will do: the one that is free on UDP must be free on TCP, too.</summary>
    private const int FreePortAttempts = 16;

    private readonly ZonePublisher _zones;
    private readonly DnsServerOptions _options;
    private readonly TimeProvider _time;
    private readonly TcpConnections _connections;
    private readonly TcpWorkspacePool _workspaces;
    private readonly ServerMetrics _metrics;
    private readonly EffectMetrics _effectMetrics = new();
    private readonly QueryMirror _mirror;
    private readonly TcpEffects _tcpEffects;
    private readonly List<UdpListener> _udp = [];
    private readonly List<TcpAcceptor> _tcp = [];
    private CompilerThread? _compiler;
    private int _handlers;
    private int _isStopped;

    /// <summary>A server that does not listen yet.</summary>
    /// <param name="zones">The zones in force.</param>
    /// <param name="options">Addresses and limits.</param>
    /// <param name="time">The clock.</param>
    public DnsServer(ZonePublisher zones, DnsServerOptions options, TimeProvider time)
    {
        _zones = zones;
        _options = options;
        _time = time;
        _connections = new TcpConnections(options, time);
        _metrics = new ServerMetrics(_connections);
        _mirror = new QueryMirror(_effectMetrics, time);
        _tcpEffects = new TcpEffects(_mirror, _effectMetrics);
        _workspaces = new TcpWorkspacePool(() => new TcpWorkspace(MakeHandler()));
    }

    /// <summary>What rules have made it do beside answering.</summary>
    internal EffectMetrics EffectMetrics => _effectMetrics;

    /// <summary>The addresses and ports it listens on, each on UDP and TCP.</summary>
    public IReadOnlyList<IPEndPoint> Bound => [.. _tcp.Select(listener => listener.Bound)];

    /// <summary>Binds every address and begins to answer.</summary>
    /// <exception cref="SocketException">An address cannot be had; nothing listens then.</exception>
    public void Start()
    {
        try
        {
            foreach (IPEndPoint address in _options.Listen)
                Bind(address);
        }
        catch (SocketException)
        {
            StopListening();
            throw;
        }

        foreach (UdpListener listener in _udp)
        {
            listener.Start();
            _metrics.Add(listener);
        }

        foreach (TcpAcceptor listener in _tcp)
            listener.Start();
        _compiler = CompilerThread.StepBack(_time);
    }

    /// <summary>Stops listening; queries in hand are answered first. It may be called twice.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
            return;

        foreach (UdpListener listener in _udp)
            listener.Dispose();
        foreach (TcpAcceptor listener in _tcp)
            await listener.DisposeAsync().ConfigureAwait(false);
        _compiler?.Dispose();
        _connections.Dispose();
        _mirror.Dispose();
        _metrics.Dispose();
        _effectMetrics.Dispose();
    }

    /// <summary>Gives back the addresses that were had before one that could not be.</summary>
    private void StopListening()
    {
        foreach (UdpListener listener in _udp)
            listener.Dispose();
        foreach (TcpAcceptor listener in _tcp)
            listener.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _udp.Clear();
        _tcp.Clear();
    }

    private void Bind(IPEndPoint address)
    {
        for (int attempt = 1; ; attempt++)
        {
            TcpAcceptor tcp = TcpAcceptor.Bind(address, _connections, MakeConnection);
            try
            {
                bool isWhole = _options.MaxUdpPayloadOctets <= ResponseLimits.DefaultUdpPayloadOctets;
                _udp.Add(UdpListener.Bind(tcp.Bound, UdpWorkers, isWhole, MakeWorker, _time));
                _tcp.Add(tcp);
                return;
            }
            catch (SocketException taken)
            {
                tcp.DisposeAsync().AsTask().GetAwaiter().GetResult();
                bool mayTryAnother = address.Port == 0 && attempt < FreePortAttempts
                    && taken.SocketErrorCode == SocketError.AddressAlreadyInUse;
                if (!mayTryAnother)
                    throw;
            }
        }
    }

    private int UdpWorkers => _options.UdpWorkers > 0 ? _options.UdpWorkers : Environment.ProcessorCount;

    private UdpWorker MakeWorker(IUdpPort port) => new(port, MakeHandler(), _mirror, _effectMetrics, _time);

    private TcpConnection MakeConnection(Socket socket, ClientAddress client) => new(socket, client, _workspaces, _tcpEffects, _time);

    private QueryHandler MakeHandler()
    {
        // Any seeds will do, as long as two workers do not choose alike.
        ulong seed = (ulong)_time.GetTimestamp() ^ ((ulong)Interlocked.Increment(ref _handlers) << 48);
        var handler = new QueryHandler(_zones, new ResponseLimits(_options.MaxUdpPayloadOctets), seed);
        _metrics.Add(handler.Counters);
        return handler;
    }
}
