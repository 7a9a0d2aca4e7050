using System.Net;
using System.Net.Sockets;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;
using DnsRegistry.Storage.LiteDb;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Testing.Storage;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>A start that takes a while, since much is registered.</summary>
public sealed class LoadingTests : IDisposable
{
    private const int Instances = 200_000;
    private const int PerCommit = 5000;
    private const int PerService = 100;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Heartbeats_and_registrations_sent_while_a_large_table_loads_are_taken_and_DNS_says_that_it_is_not_ready()
    {
        Shell.Require("dig", "bind9-dnsutils");
        await FillAsync();
        IPEndPoint dns = FreeEndPoint();
        using var client = new HttpClient { BaseAddress = new Uri($"http://{FreeEndPoint()}") };
        Task<ServerProcess> starting = ServerProcess.StartAsync(
            ServerProcess.Command(_place, "--dns", $"{dns}", "--http", client.BaseAddress.Authority));

        string notReady = await Eventually.GetAsync(() => NotReadyAsync(client), "a 503 of /ready");
        Task<HttpResponseMessage> heartbeat = PutAsync(client, "s7/instances/i700/heartbeat", "");
        Task<HttpResponseMessage> unknown = PutAsync(client, "s7/instances/nobody/heartbeat", "");
        Task<HttpResponseMessage> registration = PutAsync(client, "s7/instances/new", """{"addresses":["192.0.2.1"],"static":true}""");
        CommandResult dig = await Shell.RunAsync("dig", $"@{dns.Address}", "-p", $"{dns.Port}", "s7.any.svc", "A");

        Assert.Equal("""{"status":"not ready","reasons":["The registrations are still being loaded."]}""", notReady);
        Assert.Contains("status: SERVFAIL", dig.Output, StringComparison.Ordinal);
        Assert.Contains("EDE: 14 (Not Ready)", dig.Output, StringComparison.Ordinal);
        Assert.False(starting.IsCompleted || heartbeat.IsCompleted || unknown.IsCompleted || registration.IsCompleted);

        await using ServerProcess server = await starting;
        Assert.Equal(HttpStatusCode.OK, (await heartbeat).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await unknown).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await registration).StatusCode);
        string[] addresses = await server.AddressesAsync("s7.any.svc", useTcp: true);
        Assert.Equal(PerService + 1, addresses.Length);
        Assert.Contains("192.0.2.1", addresses);
        Assert.Equal(["10.3.13.63"], await server.AddressesAsync("i199999.default.default.s1999.any.svc"));
    }

    /// <summary>Writes a data folder as a server would leave it behind, without the time that so many calls take.</summary>
    private async Task FillAsync()
    {
        await using LiteDbStore store = LiteDbStore.Open(Path.Combine(_place.Root, "data"));
        await StoreContent.LoadAsync(store);
        for (int first = 0; first < Instances; first += PerCommit)
        {
            await store.CommitAsync(
                Commits.Write((first / PerCommit) + 2, Enumerable.Range(first, PerCommit).Select(
                    i => new RegistrationBuilder($"s{i / PerService}", $"i{i}")
                    .InZone("default").WithAddress($"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}").BuildStored())),
                TestContext.Current.CancellationToken);
        }
    }

    private static IPEndPoint FreeEndPoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private static async Task<string?> NotReadyAsync(HttpClient client)
    {
        try
        {
            using HttpResponseMessage response = await client.GetAsync(
                new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken);
            return response.StatusCode == HttpStatusCode.ServiceUnavailable
                ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
                : null;
        }
        catch (HttpRequestException)
        {
            return null; // it does not listen yet
        }
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string path, string body) => client.PutAsync(
        new Uri($"/v1/services/{path}", UriKind.Relative), new StringContent(body), TestContext.Current.CancellationToken);
}
