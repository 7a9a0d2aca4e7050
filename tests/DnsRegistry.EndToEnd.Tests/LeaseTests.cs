using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

public sealed class LeaseTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_process_that_was_stopped_expires_nobody_who_could_not_renew()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        foreach (int n in (int[])[1, 2, 3])
            await server.RegisterAsync("web", $"a{n}", $$"""{"addresses":["10.0.0.{{n}}"],"leaseSeconds":2}""");

        await server.SignalAsync("STOP");
        Task<HttpResponseMessage>[] heartbeats = [HeartbeatAsync(server, "a1"), HeartbeatAsync(server, "a2")];
        await Shell.RunAsync("sleep", "5");
        await server.SignalAsync("CONT");

        // a3 sends nothing, but gets its time back; then it is treated as anybody.
        Assert.Equal(["10.0.0.1", "10.0.0.2", "10.0.0.3"], await server.AddressesAsync("web.any.svc"));
        foreach (HttpResponseMessage heartbeat in await Task.WhenAll(heartbeats))
            Assert.Equal(HttpStatusCode.OK, heartbeat.StatusCode);
        await server.LogLineAsync("The process was not running");
        await Eventually.TrueAsync(
            async () =>
            {
                await Task.WhenAll(HeartbeatAsync(server, "a1"), HeartbeatAsync(server, "a2"));
                string[] addresses = await server.AddressesAsync("web.any.svc");
                Assert.Equal(["10.0.0.1", "10.0.0.2"], addresses.Where(address => address != "10.0.0.3"));
                return addresses.Length == 2;
            },
            "the end of the lease of a3");
    }

    [Fact]
    public async Task Instances_that_fall_silent_together_stay_in_DNS_as_stale_until_they_refuse_or_come_back()
    {
        Shell.Require("dig", "bind9-dnsutils");
        _place.WriteConfiguration("""{"Leases":{"Guard":{"PassSeconds":1}}}""");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        int open = ((IPEndPoint)listener.LocalEndpoint).Port;
        int closed = FreePort();
        string[] ids = [.. Enumerable.Range(1, 12).Select(n => n.ToString(CultureInfo.InvariantCulture))];
        foreach (string id in ids)
        {
            int port = id is "11" or "12" ? closed : open;
            await server.RegisterAsync("web", $"a{id}", $$"""{"addresses":["127.0.1.{{id}}"],"port":{{port}},"leaseSeconds":2}""");
        }

        Assert.Matches("holds: 1[0-2] of 12 leases are silent", await server.LogLineAsync("The expiry guard holds"));
        Assert.InRange((await server.AddressesAsync("web.any.svc")).Length, 10, 12);
        await Eventually.TrueAsync(async () => (await server.AddressesAsync("web.any.svc")).Length == 10, "the withdrawal of two");
        Assert.Equal(10, (int?)(await server.GetAsync("/v1/services/web"))["guard"]!["held"]);
        Assert.Contains("EDE: 3 (Stale Answer)", await DigAsync(server), StringComparison.Ordinal);
        Assert.Equal((1, 10, 1, 2), await GuardMetricsAsync(server));

        await Task.WhenAll(ids.Select(id => HeartbeatAsync(server, $"a{id}")));
        Assert.Equal(12, (await server.AddressesAsync("web.any.svc")).Length);
        Assert.DoesNotContain("EDE", await DigAsync(server), StringComparison.Ordinal);
        await Task.WhenAll(ids.Select(id => HeartbeatAsync(server, $"a{id}")));
        Assert.Matches(
            @"after \d+ s: of at most 1[0-2] instances held, 2 left DNS since they refused a connection, and 0 since they did not",
            await server.LogLineAsync("The expiry guard has ended"));
        Assert.Equal((0, 0, 1, 2), await GuardMetricsAsync(server));
        Assert.Null((await server.GetAsync("/v1/services/web"))["guard"]);
    }

    private static async Task<(double State, double Held, double Trips, double Withdrawn)> GuardMetricsAsync(ServerProcess server)
    {
        Dictionary<string, double> series = await server.ScrapeAsync();
        return (series["dnsregistry_guard_state"], series["dnsregistry_guard_held"], series["dnsregistry_guard_trips_total"],
            series["dnsregistry_guard_withdrawn_total"]);
    }

    private static async Task<string> DigAsync(ServerProcess server) =>
        (await Shell.RunAsync("dig", server.Dig("web.any.svc", "A"))).Output;

    private static Task<HttpResponseMessage> HeartbeatAsync(ServerProcess server, string id) => server.Client.PutAsync(
        new Uri($"/v1/services/web/instances/{id}/heartbeat", UriKind.Relative), null, TestContext.Current.CancellationToken);

    /// <summary>A port on which nobody listens.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
