using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>The threads that wait for sockets answer by themselves what is brief, and nobody has them for himself.</summary>
public sealed class ReceivingThreadTests : IDisposable
{
    private const int Calls = 640;
    private const int Others = 16;

    private const string Heartbeat = "/v1/services/web/instances/a/heartbeat";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Heartbeats_wake_no_further_thread()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux counts how often each thread was woken");
        await using ServerProcess server = await StartAsync();
        await BeatAsync(server);
        long before = WakingsOfThePool(server);

        for (int call = 0; call < Calls; call++)
            await BeatAsync(server);

        Assert.InRange(WakingsOfThePool(server) - before, 0, Calls / 2);
    }

    [Fact]
    public async Task Client_that_sends_heartbeats_without_a_pause_keeps_nobody_waiting()
    {
        await using ServerProcess server = await StartAsync();
        byte[] call = Encoding.ASCII.GetBytes($"PUT {Heartbeat} HTTP/1.1\r\nHost: registry\r\nContent-Length: 0\r\n\r\n");
        using Flood flood = Flood.Begin(new IPEndPoint(IPAddress.Loopback, server.Http.Port), call);

        for (int other = 0; other < Others; other++)
        {
            using var client = new HttpClient { BaseAddress = server.Http, Timeout = TimeSpan.FromMilliseconds(Flood.PatienceMilliseconds) };
            using HttpResponseMessage answer = await client.PutAsync(Heartbeat, content: null, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.True(flood.IsUnderWay);
    }

    [Fact]
    public async Task Client_that_asks_over_TCP_without_a_pause_keeps_nobody_waiting()
    {
        await using ServerProcess server = await StartAsync();

        // Nobody answers these, so nothing has to wait until answers are read.
        await server.RegisterAsync("silent", "a", """{"addresses":["10.0.0.1"],"static":true}""");
        await server.PutAsync(
            "/v1/services/silent/routes", """{"rules":[{"action":{"fault":{"kind":"drop","until":"2100-01-01T00:00:00Z"}}}]}""");
        using Flood flood = Flood.Begin(server.Dns, Framed("silent.default.svc."));

        for (int other = 0; other < Others; other++)
        {
            using var client = new TcpClient { ReceiveTimeout = Flood.PatienceMilliseconds };
            await client.ConnectAsync(server.Dns, TestContext.Current.CancellationToken);
            client.Client.Send(Framed("web.default.svc."));
            Assert.InRange(client.Client.Receive(new byte[512]), 2, 512);
        }

        Assert.True(flood.IsUnderWay);
    }

    private async Task<ServerProcess> StartAsync()
    {
        ServerProcess server = await ServerProcess.StartAsync(_place);
        await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"leaseSeconds":3600}""");
        return server;
    }

    private static async Task BeatAsync(ServerProcess server)
    {
        using HttpResponseMessage answer = await server.Client.PutAsync(Heartbeat, content: null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static byte[] Framed(string name) => QueryOctets.Framed(QueryOctets.Of(name, RecordType.A));

    private static long WakingsOfThePool(ServerProcess server) =>
        Directory.EnumerateDirectories($"/proc/{server.Id}/task")
            .Where(thread => File.ReadAllText(Path.Combine(thread, "comm")).StartsWith(".NET TP Worker", StringComparison.Ordinal))
            .Sum(thread => long.Parse(
                File.ReadLines(Path.Combine(thread, "status"))
                    .First(line => line.StartsWith("voluntary_ctxt_switches", StringComparison.Ordinal)).Split(':')[1],
                CultureInfo.InvariantCulture));
}
