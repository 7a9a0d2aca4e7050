using System.Text.Json.Nodes;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;
using Microsoft.AspNetCore.Builder;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>The real server checks real listeners, which stop and start again, and DNS follows.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("tcp", "{0}")]
    [InlineData("http", "http://{0}/health")]
    [InlineData("grpc", "{0}")]
    public async Task Instance_leaves_dns_with_its_listener_and_comes_back_with_it(string kind, string target)
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        WebApplication listener = await CheckedListener.StartAsync(kind, 0);
        string authority = new Uri(listener.Urls.Single()).Authority;
        string check = string.Format(null, target, authority);
        await server.RegisterAsync(
            "web", "a", $$$"""{"addresses":["127.0.0.1"],"static":true,"check":{"{{{kind}}}":"{{{check}}}","intervalSeconds":1,"failures":2,"passes":1}}""");
        await Eventually.TrueAsync(async () => (await InstanceAsync(server))["lastCheck"] is not null, "the first check");
        Assert.True((bool)(await InstanceAsync(server))["lastCheck"]!["passed"]!);
        Assert.Equal(["127.0.0.1"], await server.AddressesAsync("web.any.svc"));

        await listener.DisposeAsync();
        await Eventually.TrueAsync(async () => (await server.AddressesAsync("web.any.svc")).Length == 0, "the instance to leave DNS");
        JsonObject failing = await InstanceAsync(server);
        Assert.Equal("critical", (string?)failing["health"]);
        Assert.Equal("checkFailing", (string?)failing["faults"]!.AsArray().Single());
        Assert.Contains("refused", (string?)failing["lastCheck"]!["text"], StringComparison.OrdinalIgnoreCase);

        await using WebApplication again = await CheckedListener.StartAsync(kind, int.Parse(authority.Split(':')[1], null));
        await Eventually.TrueAsync(async () => (await server.AddressesAsync("web.any.svc")).Length == 1, "the instance to come back");
        Assert.Equal("passing", (string?)(await InstanceAsync(server))["health"]);
        string metrics = await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains($"kind=\"{kind}\",outcome=\"failed\"", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_goes_only_where_the_operator_allows()
    {
        _place.WriteConfiguration("""{"Checks":{"Allow":["10.0.0.0/8"]}}""");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        await using WebApplication listener = await CheckedListener.StartAsync("http", 0);

        await server.RegisterAsync(
            "web", "a",
            $$$"""{"addresses":["10.0.0.1"],"static":true,"check":{"http":"{{{listener.Urls.Single()}}}/","intervalSeconds":1}}""");
        await Eventually.TrueAsync(async () => (await InstanceAsync(server))["lastCheck"] is not null, "the first check");

        Assert.Contains("outside", (string?)(await InstanceAsync(server))["lastCheck"]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callers_that_report_failures_take_an_instance_out_for_a_time()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"static":true}""");
        await server.RegisterAsync("web", "b", """{"addresses":["10.0.0.2"],"static":true}""");
        using var settings = new StringContent("""{"ejection":{"consecutiveFailures":3,"baseSeconds":3}}""");
        (await server.Client.PutAsync(
            new Uri("/v1/services/web/settings", UriKind.Relative), settings,
            TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        foreach (string caller in new[] { "127.0.0.2", "127.0.0.3" })
            await server.ReportAsync("web", "a", caller, """{"outcome":"failure","count":2}""");

        Assert.Equal(["10.0.0.2"], await server.AddressesAsync("web.any.svc"));
        JsonObject explained = await server.GetAsync("/v1/explain?name=web.any.svc");
        Assert.Equal(
            "callers report failures, so it is ejected", (string?)explained["instances"]!.AsArray()
                .Single(one => (string?)one!["id"] == "a")!["keptOutBy"]![0]);
        Dictionary<string, double> metrics = await server.ScrapeAsync();
        Assert.Equal(4, metrics["dnsregistry_ejection_reports_total{outcome=\"failure\"}"]);
        Assert.Equal(1, metrics["dnsregistry_ejection_ejections_total{outcome=\"ejected\"}"]);
        Assert.Equal(1, metrics["dnsregistry_ejection_ejected"]);

        await Eventually.TrueAsync(async () => (await server.AddressesAsync("web.any.svc")).Length == 2, "the end of the ejection");
        Assert.Equal(0, (await server.ScrapeAsync())["dnsregistry_ejection_ejected"]);
        Assert.Equal("trial", (string?)(await InstanceAsync(server))["ejection"]!["state"]);

        await server.ReportAsync("web", "a", "127.0.0.2", """{"outcome":"failure"}""");
        Assert.Equal(["10.0.0.2"], await server.AddressesAsync("web.any.svc"));
    }

    private static async Task<JsonObject> InstanceAsync(ServerProcess server) => await server.GetAsync("/v1/services/web/instances/a");
}
