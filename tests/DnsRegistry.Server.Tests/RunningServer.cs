using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using DnsRegistry.Server.Metrics;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Server.Tests;

/// <summary>A server on real sockets of the loopback, with a clock that stands still.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    /// <summary>Long enough for any machine; what is awaited this long has failed.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RegistryUnderTest _registry;
    private readonly DnsServer _server;

    private RunningServer(RegistryUnderTest registry, DnsServerOptions options)
    {
        _registry = registry;
        _server = new DnsServer(registry.Dns.Publisher, options, registry.Time);
    }

    internal static DnsServerOptions AnyPort { get; } = new() { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], UdpWorkers = 2 };

    internal FakeTimeProvider Time => _registry.Time;

    internal EffectMetrics EffectMetrics => _server.EffectMetrics;

    internal IReadOnlyList<IPEndPoint> Bound => _server.Bound;

    internal static async Task<RunningServer> StartAsync(DnsServerOptions? options = null)
    {
        RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
        [
            .. Enumerable.Range(0, 300).Select(
                n => new RegistrationBuilder("many", $"i{n}").WithAddress($"10.0.{n >> 8}.{n & 255}").Static()),
            new RegistrationBuilder("web", "a").WithAddress("10.1.0.7").Static(),
        ]);
        var running = new RunningServer(registry, options ?? AnyPort);
        try
        {
            running._server.Start();
            return running;
        }
        catch (SocketException)
        {
            // The server is not disposed of: a start that fails leaves nothing behind.
            await registry.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives the service <c>web</c> one rule, called <c>rule</c>.</summary>
    internal async Task SetRulesAsync(RouteAction action) => await _registry.Registry.PutRoutesAsync(
        "web", [new RouteRule { Name = "rule", Action = action }], CancellationToken.None);

    /// <summary>A connection from this address of the loopback.</summary>
    internal Socket Connect(string from = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
            SendTimeout = (int)Patience.TotalMilliseconds,
        };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        socket.Connect(Bound[0]);
        return socket;
    }

    internal static Socket ConnectUdp(IPEndPoint server)
    {
        var socket =
            new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = (int)Patience.TotalMilliseconds };
        socket.Connect(server);
        return socket;
    }

    /// <summary>A query with a length in front.</summary>
    internal static byte[] Framed(string name, RecordType type, ushort id = 0x1234)
    {
        byte[] request = QueryOctets.Of(name, type, 1232);
        BinaryPrimitives.WriteUInt16BigEndian(request, id);
        return QueryOctets.Framed(request);
    }

    /// <summary>The next response of a connection; null when the server has closed it.</summary>
    internal static Reply? ReceiveReply(Socket socket)
    {
        byte[]? length = Receive(socket, 2);
        return length is null ? null : new Reply(Receive(socket, BinaryPrimitives.ReadUInt16BigEndian(length))!);
    }

    /// <summary>Whether the server still answers on this connection.</summary>
    internal static bool IsServed(Socket socket)
    {
        try
        {
            socket.Send(Framed("web.z1.svc.", RecordType.A));
            return ReceiveReply(socket) is not null;
        }
        catch (SocketException gone) when (gone.SocketErrorCode != SocketError.TimedOut)
        {
            return false;
        }
    }

    /// <summary>Waits until the server closes a connection on which nothing more is to come.</summary>
    internal static void AssertClosed(Socket socket)
    {
        try
        {
            Assert.Equal(0, socket.Receive(new byte[16]));
        }
        catch (SocketException gone) when (gone.SocketErrorCode != SocketError.TimedOut && gone.SocketErrorCode != SocketError.WouldBlock)
        {
            Assert.Equal(SocketError.ConnectionReset, gone.SocketErrorCode);
        }
    }

    private static byte[]? Receive(Socket socket, int count)
    {
        byte[] octets = new byte[count];
        for (int filled = 0; filled < count;)
        {
            int received = socket.Receive(octets, filled, count - filled, SocketFlags.None);
            if (received == 0)
                return null;
            filled += received;
        }

        return octets;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().AsTask().WaitAsync(Patience);
        await _registry.DisposeAsync();
    }
}
