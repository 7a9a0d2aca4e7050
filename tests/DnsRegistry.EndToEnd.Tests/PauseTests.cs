using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>The system does not run the process for a minute: longer than its leases, and as long as it takes to be removed.</summary>
public sealed class PauseTests : IDisposable
{
    private const string Pause = "60";
    private const string Silent = "a4";
    private const string SilentForLong = "a12";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_minute_without_running_takes_nobody_out_and_the_time_counts_for_nobody()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        string[] ids = [.. Enumerable.Range(1, 12).Select(n => $"a{n}")];
        foreach ((int index, string id) in ids.Index())
            await server.RegisterAsync("web", id, $$"""{"addresses":["10.0.0.{{index + 1}}"],"leaseSeconds":{{LeaseOf(index)}}}""");

        await server.SignalAsync("STOP");
        Task<HttpResponseMessage>[] heartbeats = [.. ids.Where(IsHeard).Select(id => HeartbeatAsync(server, id))];

        // Nothing else can be waited for: that a minute goes by in which the process does not run is what is tested.
        await Shell.RunAsync("sleep", Pause);
        await server.SignalAsync("CONT");

        Assert.Equal(12, (await server.AddressesAsync("web.any.svc")).Length);
        await Eventually.TrueAsync(
            async () => await LeaseLeftAsync(server, SilentForLong) > TimeSpan.FromSeconds(15), "the lease to get the time back");
        foreach (HttpResponseMessage heartbeat in await Task.WhenAll(heartbeats))
            Assert.Equal(HttpStatusCode.OK, heartbeat.StatusCode);
        await server.LogLineAsync("The process was not running");
        Assert.InRange(await PauseSecondsAsync(server), 59, 90);

        // Who sends nothing now has its lease, and then is treated as anybody: critical, and not yet removed.
        await Eventually.TrueAsync(
            async () =>
            {
                await Task.WhenAll(ids.Where(IsHeard).Select(id => HeartbeatAsync(server, id)));
                string[] addresses = await server.AddressesAsync("web.any.svc");
                Assert.Equal(11, addresses.Count(address => address != "10.0.0.4"));
                return addresses.Length == 11;
            },
            "the end of the lease of who stays silent");
        Assert.Equal("critical", (string?)(await server.GetAsync($"/v1/services/web/instances/{Silent}"))["health"]);
        Assert.DoesNotContain(server.Log, line => line.Contains("expiry guard", StringComparison.Ordinal));
    }

    private static int LeaseOf(int index) => index switch { < 4 => 2, < 8 => 5, _ => 30 };

    private static bool IsHeard(string id) => id is not (Silent or SilentForLong);

    private static Task<HttpResponseMessage> HeartbeatAsync(ServerProcess server, string id) => server.Client.PutAsync(
        new Uri($"/v1/services/web/instances/{id}/heartbeat", UriKind.Relative), null, TestContext.Current.CancellationToken);

    private static async Task<TimeSpan> LeaseLeftAsync(ServerProcess server, string id)
    {
        JsonObject instance = await server.GetAsync($"/v1/services/web/instances/{id}");
        return (DateTimeOffset)instance["leaseEndsAt"]! - DateTimeOffset.UtcNow;
    }

    private static async Task<double> PauseSecondsAsync(ServerProcess server)
    {
        string text = await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        string line = text.Split('\n').Single(line => line.StartsWith("dnsregistry_pause_time_seconds_total", StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }
}
