using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>The time between the first signal to stop and the end.</summary>
public sealed class GraceTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task SIGTERM_says_not_ready_first_while_DNS_and_HTTP_go_on_until_a_second_one()
    {
        _place.WriteConfiguration("""{"Shutdown":{"GraceSeconds":120}}""");
        await using (ServerProcess server = await ServerProcess.StartAsync(_place))
        {
            await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"static":true}""");
            await server.SignalAsync("TERM");
            string body = await Eventually.GetAsync(() => NotReadyAsync(server), "a 503 of /ready");

            Assert.Equal("""{"status":"not ready","reasons":["The server is stopping."]}""", body);
            await server.RegisterAsync("web", "b", """{"addresses":["10.0.0.2"],"static":true}""");
            Assert.Equal(["10.0.0.1", "10.0.0.2"], await server.AddressesAsync("web.any.svc"));
            Assert.False(server.HasExited);

            (int exitCode, TimeSpan took) = await server.StopAsync();
            Assert.Equal(0, exitCode);
            Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        }

        await using ServerProcess again = await ServerProcess.StartAsync(_place);
        Assert.Equal(["10.0.0.1", "10.0.0.2"], await again.AddressesAsync("web.any.svc"));
    }

    [Fact]
    public async Task Clients_that_write_all_the_time_across_SIGTERM_lose_no_acknowledged_write()
    {
        BusyWriters writers;
        await using (ServerProcess server = await ServerProcess.StartAsync(_place))
        {
            writers = new BusyWriters(server);
            await writers.ReachAsync(100);
            int before = writers.Count;
            (int exitCode, TimeSpan took) = await server.StopAsync();
            await writers.Stopped;

            Assert.Equal(0, exitCode);
            Assert.InRange(took, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
            Assert.True(writers.Count > before, "nothing was written after the signal");
        }

        await using ServerProcess again = await ServerProcess.StartAsync(_place);
        await writers.AssertNothingIsLostAsync(again);
    }

    [Theory]
    [InlineData("{}", 1)]
    [InlineData("""{"Shutdown":{"GraceSeconds":4}}""", 4)]
    public async Task What_is_in_flight_at_SIGTERM_is_answered_in_full_and_DNS_goes_on_for_the_grace(string configuration, int graceSeconds)
    {
        _place.WriteConfiguration(configuration);
        var grace = TimeSpan.FromSeconds(graceSeconds);
        await using (ServerProcess server = await ServerProcess.StartAsync(_place))
        {
            JsonObject known = await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"static":true}""");
            Task<JsonObject> poll = server.GetAsync($"/v1/services/web?index={known["revision"]}&wait=5m");
            using HttpResponseMessage watch = await server.Client.GetAsync(
                new Uri("/v1/watch", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            using var events = new StreamReader(await watch.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            using HeldContent early = new(Bulk("early")), late = new(Bulk("late"));
            Task<HttpResponseMessage>[] calls = [PostAsync(server, early), PostAsync(server, late)];
            await Task.WhenAll(early.Begun, late.Begun);

            var sinceSignal = Stopwatch.StartNew();
            Task<(int ExitCode, TimeSpan Took)> stopping = server.StopAsync();
            await Eventually.GetAsync(() => NotReadyAsync(server), "a 503 of /ready");
            early.Release();
            while (sinceSignal.Elapsed < grace - TimeSpan.FromMilliseconds(200))
            {
                Assert.Equal(["10.0.0.1"], await server.AddressesAsync("web.any.svc"));
                Assert.True(await TakesConnectionsAsync(server), $"HTTP was gone {sinceSignal.Elapsed} after the signal");
            }

            await Eventually.TrueAsync(async () => !await TakesConnectionsAsync(server), "the end of the grace");
            late.Release();

            foreach (HttpResponseMessage call in await Task.WhenAll(calls))
                Assert.Equal(HttpStatusCode.OK, call.StatusCode);
            Assert.Equal(1, (int?)(await poll)["instances"]);
            Assert.Contains(
                "event: registered", await events.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            (int exitCode, TimeSpan took) = await stopping;
            Assert.Equal(0, exitCode);
            Assert.InRange(took, grace, grace + TimeSpan.FromSeconds(4));
        }

        await using ServerProcess again = await ServerProcess.StartAsync(_place);
        Assert.Equal(["10.0.1.1", "10.0.1.2"], await again.AddressesAsync("early.any.svc"));
        Assert.Equal(["10.0.1.1", "10.0.1.2"], await again.AddressesAsync("late.any.svc"));
    }

    [Fact]
    public async Task Without_grace_it_stops_at_once()
    {
        _place.WriteConfiguration("""{"Shutdown":{"GraceSeconds":0}}""");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);

        Assert.Equal(0, (await server.StopAsync()).ExitCode);
        Assert.DoesNotContain(server.Log, line => line.Contains("going on", StringComparison.Ordinal));
    }

    private static string Bulk(string service) => $$"""
        {"service":"{{service}}","id":"a","addresses":["10.0.1.1"],"static":true}
        {"service":"{{service}}","id":"b","addresses":["10.0.1.2"],"static":true}
        """;

    private static Task<HttpResponseMessage> PostAsync(ServerProcess server, HttpContent body) => server.Client.PostAsync(
        new Uri("/v1/registrations", UriKind.Relative), body, TestContext.Current.CancellationToken);

    private static async Task<bool> TakesConnectionsAsync(ServerProcess server)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPEndPoint.Parse(server.Http.Authority), TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<string?> NotReadyAsync(ServerProcess server)
    {
        using HttpResponseMessage response = await server.Client.GetAsync(
            new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode == HttpStatusCode.ServiceUnavailable
            ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            : null;
    }
}
