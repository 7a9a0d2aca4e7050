using System.Net;
using System.Net.Sockets;
using DnsRegistry.Server.Interop;

namespace DnsRegistry.Server.Udp;

/// <summary>
/// The workers of one address, each with a socket of its own on the same port where the system can choose among them.
/// </summary>
internal sealed class UdpListener : IDisposable
{
    /// <summary>Room for a burst of a few thousand queries while a worker is held up.</summary>
    private const int SocketBufferOctets = 4 * 1024 * 1024;

    private readonly List<UdpWorker> _workers = [];
    private readonly List<Thread> _threads = [];
    private readonly Socket _first;
    private readonly TimeProvider _time;
    private bool _isSteered;
    private ArrivalSteering? _steering;

    private UdpListener(Socket first, TimeProvider time)
    {
        _first = first;
        _time = time;
        Bound = (IPEndPoint)first.LocalEndPoint!;
    }

    /// <summary>The address and port it listens on.</summary>
    internal IPEndPoint Bound { get; }

    /// <summary>Whether a datagram goes to the worker of the processor it came in on.</summary>
    internal bool IsSteered => Volatile.Read(ref _isSteered);

    /// <summary>Binds; datagrams wait in the buffers of the sockets until <see cref="Start"/>.</summary>
    /// <param name="address">Where; port 0 means any free one.</param>
    /// <param name="workers">How many threads, where the system lets several share a port.</param>
    /// <param name="isWhole">Whether responses are so small that no path need cut them into pieces.</param>
    /// <param name="makeWorker">Makes the worker of a port.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    internal static UdpListener Bind(
        IPEndPoint address, int workers, bool isWhole, Func<IUdpPort, UdpWorker> makeWorker, TimeProvider time)
    {
        int count = SharedPort.IsSupported ? workers : 1;
        if (count > 1)
            ClaimAlone(address);
        Socket first = Bind(address, isShared: count > 1, isWhole);
        var listener = new UdpListener(first, time);
        try
        {
            listener._workers.Add(makeWorker(PortOver(first)));
            for (int i = 1; i < count; i++)
                listener._workers.Add(makeWorker(PortOver(Bind(listener.Bound, isShared: true, isWhole))));
            listener._isSteered = count > 1 && SocketChoice.TryByProcessor(first, count);
        }
        catch (SocketException)
        {
            listener.Dispose();
            throw;
        }

        return listener;
    }

    /// <summary>Begins to answer.</summary>
    internal void Start()
    {
        foreach (UdpWorker worker in _workers)
        {
            var thread = new Thread(worker.Run) { IsBackground = true, Name = $"dns-udp {Bound}" };
            _threads.Add(thread);
            thread.Start();
        }

        if (_isSteered)
            _steering = new ArrivalSteering([.. _workers.Select(worker => new Func<UdpLoad>(() => worker.Load))], Spread, _time);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _steering?.Dispose();
        foreach (UdpWorker worker in _workers)
            worker.Stop();
        foreach (Thread thread in _threads)
            thread.Join();
        foreach (UdpWorker worker in _workers)
            worker.Dispose();
    }

    private void Spread() => Volatile.Write(ref _isSteered, !SocketChoice.TryByAddresses(_first));

    private static IUdpPort PortOver(Socket socket)
    {
        IPAddress address = ((IPEndPoint)socket.LocalEndPoint!).Address;
        bool isWildcard = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        return NativeDatagrams.AreSupported ? new BatchedUdpPort(socket, isWildcard) : new SocketUdpPort(socket);
    }

    /// <summary>A shared port would also be shared with a second server of the same user: make sure that there is none.</summary>
    private static void ClaimAlone(IPEndPoint address) => Bind(address, isShared: false, isWhole: false).Dispose();

    private static Socket Bind(IPEndPoint address, bool isShared, bool isWhole)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReceiveBufferSize = SocketBufferOctets;
            socket.SendBufferSize = SocketBufferOctets;
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = false;
            if (isShared)
                SharedPort.Allow(socket);
            if (isWhole)
                Fragmentation.Forbid(socket);
            socket.Bind(address);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }
}
