using System.Net;
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

    [Fact]
    public async Task Without_grace_it_stops_at_once()
    {
        _place.WriteConfiguration("""{"Shutdown":{"GraceSeconds":0}}""");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);

        Assert.Equal(0, (await server.StopAsync()).ExitCode);
        Assert.DoesNotContain(server.Log, line => line.Contains("going on", StringComparison.Ordinal));
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
