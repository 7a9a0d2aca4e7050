using System.Net;
using System.Text;
using DnsClient;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

public sealed class RoutingTests : IAsyncLifetime
{
    private const string Rules = """
        {"rules":[{"name":"ops","match":{"client":["127.0.9.0/24"]},"action":{"block":"nxdomain"}},
                  {"name":"canary","match":{"percent":50},"action":{"version":"v2"}}]}
        """;

    private readonly Workplace _place = new();
    private ServerProcess _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(_place);
        await _server.RegisterAsync("web", "a", """{"zone":"z1","version":"v1","addresses":["10.0.0.1"],"static":true}""");
        await _server.RegisterAsync("web", "b", """{"zone":"z1","version":"v2","addresses":["10.0.0.2"],"static":true}""");
        using var body = new StringContent(Rules, Encoding.UTF8, "application/json");
        using HttpResponseMessage put = await _server.Client.PutAsync(
            new Uri("/v1/services/web/routes", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _place.Dispose();
    }

    [Fact]
    public async Task What_dig_sees_is_what_explain_says()
    {
        Shell.Require("dig", "bind9-dnsutils");
        var seen = new HashSet<string>();
        foreach (string client in (string[])["127.0.0.1", "127.0.0.2", "127.0.0.5", "127.0.0.8", "127.0.0.10", "127.0.0.11", "127.0.9.1"])
        {
            CommandResult dig = await Shell.RunAsync(
                "dig", "-b", client, $"@{_server.Dns.Address}", "-p", $"{_server.Dns.Port}", "web.z1.svc", "A", "+noall",
                "+comments", "+answer");
            CommandResult explain = await ExplainAsync("web.z1.svc", "--client", client);

            Assert.Equal(0, explain.ExitCode);
            string status = dig.Lines.Single(line => line.Contains("status:", StringComparison.Ordinal)).Split("status: ")[1].Split(',')[0];
            Assert.Contains($"answer: {status}", explain.Lines);
            string[] addresses = [.. dig.Lines.Where(line => line.StartsWith("web.", StringComparison.Ordinal))
                .Select(line => line.Split('\t', ' ')[^1]).Order()];
            Assert.Equal(addresses, explain.Lines.Where(line => line.StartsWith("web.z1.svc. 5 A ", StringComparison.Ordinal))
                .Select(line => line.Split(' ')[^1]).Order());
            seen.Add(string.Join(',', addresses));
        }

        // Both sides of the share, and those who are blocked.
        Assert.True(seen.SetEquals(["10.0.0.1,10.0.0.2", "10.0.0.2", ""]), string.Join(" | ", seen));
    }

    [Fact]
    public async Task Fault_ends_at_its_time_though_the_process_was_restarted_in_between()
    {
        DateTimeOffset until = DateTimeOffset.UtcNow.AddSeconds(5);
        await PutFaultAsync("web", until);
        Assert.Equal(DnsHeaderResponseCode.ServerFailure, await ResponseCodeAsync("web.z1.svc"));

        await _server.KillAsync();
        await _server.DisposeAsync();
        _server = await ServerProcess.StartAsync(_place);
        DnsHeaderResponseCode afterRestart = await ResponseCodeAsync("web.z1.svc");
        Assert.Equal(DateTimeOffset.UtcNow < until ? DnsHeaderResponseCode.ServerFailure : DnsHeaderResponseCode.NoError, afterRestart);

        await Eventually.TrueAsync(
            async () => await ResponseCodeAsync("web.z1.svc") == DnsHeaderResponseCode.NoError, "the end of the fault");
        Assert.InRange(DateTimeOffset.UtcNow, until, until.AddSeconds(10));
    }

    [Fact]
    public async Task Fault_that_ended_while_nobody_was_running_is_over()
    {
        DateTimeOffset until = DateTimeOffset.UtcNow.AddSeconds(1);
        await PutFaultAsync("web", until);

        await _server.StopAsync();
        await _server.DisposeAsync();
        await Eventually.TrueAsync(() => Task.FromResult(DateTimeOffset.UtcNow > until), "the time of the fault to pass");
        _server = await ServerProcess.StartAsync(_place);

        Assert.Equal(DnsHeaderResponseCode.NoError, await ResponseCodeAsync("web.z1.svc"));
    }

    [Fact]
    public async Task Copies_go_to_another_server_and_what_it_says_is_counted()
    {
        using var elsewhere = new Workplace();
        await using ServerProcess other = await ServerProcess.StartAsync(elsewhere);
        foreach ((string service, string there) in (ValueTuple<string, string>[])[("same", "10.0.0.1"), ("moved", "10.0.0.2")])
        {
            await _server.RegisterAsync(service, "a", """{"addresses":["10.0.0.1"],"static":true}""");
            await other.RegisterAsync(service, "a", $$"""{"addresses":["{{there}}"],"static":true}""");
            await _server.PutAsync($"/v1/services/{service}/routes", $$"""{"rules":[{"action":{"mirror":{"to":"{{other.Dns}}"} } }]}""");
        }

        for (int i = 0; i < 9; i++)
            Assert.Equal(["10.0.0.1"], await _server.AddressesAsync(i % 3 == 0 ? "moved.any.svc" : "same.any.svc"));

        await Eventually.TrueAsync(
            async () => (await _server.ScrapeAsync())["dnsregistry_mirror_answered_total"] == 9, "the answers to all copies");
        Dictionary<string, double> metrics = await _server.ScrapeAsync();
        Assert.Equal(9, metrics["dnsregistry_mirror_sent_total"]);
        Assert.Equal(3, metrics["dnsregistry_mirror_different_total"]);
        Assert.Equal(0, metrics["dnsregistry_mirror_dropped_total"]);
    }

    [Fact]
    public async Task What_cannot_be_explained_is_said()
    {
        CommandResult result = await ExplainAsync("a..b", "--type", "NOPE");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(result.ErrorLines, line => line.StartsWith("name:", StringComparison.Ordinal));
        Assert.Contains(result.ErrorLines, line => line.StartsWith("type:", StringComparison.Ordinal));
    }

    private async Task PutFaultAsync(string service, DateTimeOffset until) => await _server.PutAsync(
        $"/v1/services/{service}/routes",
        $$"""{"rules":[{"action":{"fault":{"kind":"servfail","until":"{{until:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}"} } }]}""");

    private async Task<DnsHeaderResponseCode> ResponseCodeAsync(string name) =>
        (await _server.AskAsync(name, QueryType.A)).Header.ResponseCode;

    private Task<CommandResult> ExplainAsync(params string[] arguments)
    {
        var start = ServerProcess.Command(_place, ["explain", .. arguments]);
        start.Environment["DNSREGISTRY_SERVER"] = _server.Http.ToString();
        return Shell.RunAsync(start);
    }
}
