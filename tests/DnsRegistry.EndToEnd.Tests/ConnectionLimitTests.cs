using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

public sealed class ConnectionLimitTests : IDisposable
{
    private static readonly byte[] s_call = "GET /health HTTP/1.1\r\nHost: registry\r\n\r\n"u8.ToArray();

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_connection_too_many_is_closed_at_once_and_counted_until_another_one_ends()
    {
        ProcessStartInfo start = ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", "127.0.0.1:0");
        start.Environment["DNSREGISTRY_Http__Limits__Connections"] = "2";
        await using ServerProcess server = await ServerProcess.StartAsync(start);
        await server.ScrapeAsync();
        using (Socket second = Connect(server))
        {
            Assert.StartsWith("HTTP/1.1 200", Ask(second), StringComparison.Ordinal);
            using Socket third = Connect(server);
            Assert.Equal("", Ask(third));
            Assert.Equal(1, (await server.ScrapeAsync())["dnsregistry_http_refused_total"]);
        }

        await Eventually.TrueAsync(
            () =>
            {
                using Socket next = Connect(server);
                return Task.FromResult(Ask(next).StartsWith("HTTP/1.1 200", StringComparison.Ordinal));
            },
            "room for another connection");
    }

    private static Socket Connect(ServerProcess server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30_000 };
        socket.Connect(server.Http.Host, server.Http.Port);
        return socket;
    }

    /// <summary>The beginning of the answer; empty when the server has closed the connection.</summary>
    private static string Ask(Socket socket)
    {
        byte[] answer = new byte[1024];
        try
        {
            socket.Send(s_call);
            return Encoding.ASCII.GetString(answer, 0, socket.Receive(answer));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return "";
        }
    }
}
