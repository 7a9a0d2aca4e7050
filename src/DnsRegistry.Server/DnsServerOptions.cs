using System.Net;
using DnsRegistry.Server.Query;

namespace DnsRegistry.Server;

/// <summary>What an operator sets for the DNS listeners.</summary>
public sealed record DnsServerOptions
{
    /// <summary>Addresses and ports to listen on, each on UDP and TCP; port 0 means any free one.</summary>
    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [new IPEndPoint(IPAddress.Loopback, 1053)];

    /// <summary>The largest UDP response in octets.</summary>
    public ushort MaxUdpPayloadOctets { get; init; } = ResponseLimits.DefaultUdpPayloadOctets;

    /// <summary>Threads that answer UDP on each address; 0 means one a core.</summary>
    public int UdpWorkers { get; init; }

    /// <summary>TCP connections at a time, over all addresses; more are closed at once.</summary>
    public int MaxTcpConnections { get; init; } = 1000;

    /// <summary>TCP connections at a time from one client address, so that nobody takes them all.</summary>
    public int MaxTcpConnectionsPerClient { get; init; } = 100;

    /// <summary>How long a TCP connection may be silent between two queries, and how long one query may take to arrive.</summary>
    public TimeSpan TcpIdle { get; init; } = TimeSpan.FromSeconds(10);
}
