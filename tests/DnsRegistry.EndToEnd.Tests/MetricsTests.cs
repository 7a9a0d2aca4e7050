using System.Text.RegularExpressions;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

public sealed partial class MetricsTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task What_was_asked_and_registered_is_counted_by_transport_code_and_truncation()
    {
        Shell.Require("dig", "bind9-dnsutils");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        Dictionary<string, double> before = await server.ScrapeAsync();
        for (int i = 0; i < 12; i++)
            await server.RegisterAsync("web", $"i{i}", $$"""{"addresses":["10.0.0.{{i}}"],"port":80}""");

        await DigAsync(server, "web.any.svc", "A");
        await DigAsync(server, "web.any.svc", "A", "+tcp");
        await DigAsync(server, "i1.default.default.web.default.svc", "A", "+noedns");
        await DigAsync(server, "web.any.svc", "SRV", "+noedns", "+ignore");
        await DigAsync(server, "nobody.any.svc", "A");
        await DigAsync(server, "example.org", "A");
        await DigAsync(server, "web.any.svc", "A", "+edns=7", "+noednsnegotiation");

        Dictionary<string, double> after = await server.ScrapeAsync();
        Assert.Equal(6, Difference("dnsregistry_dns_queries_total{transport=\"udp\"}"));
        Assert.Equal(1, Difference("dnsregistry_dns_queries_total{transport=\"tcp\"}"));
        Assert.Equal(4, Difference("dnsregistry_dns_responses_total{rcode=\"NOERROR\"}"));
        Assert.Equal(1, Difference("dnsregistry_dns_responses_total{rcode=\"NXDOMAIN\"}"));
        Assert.Equal(1, Difference("dnsregistry_dns_responses_total{rcode=\"REFUSED\"}"));
        Assert.Equal(1, Difference("dnsregistry_dns_responses_total{rcode=\"BADVERS\"}"));
        Assert.Equal(1, Difference("dnsregistry_dns_truncated_total"));
        Assert.Equal(0, Difference("dnsregistry_dns_dropped_total"));
        Assert.Equal(12, after["dnsregistry_registry_instances"]);
        Assert.Equal(1, after["dnsregistry_registry_services"]);
        Assert.Equal(0, after["dnsregistry_registry_critical"]);
        Assert.Equal(0, after["dnsregistry_registry_overrides"]);
        Assert.Equal(13, after["dnsregistry_registry_revision"]);
        Assert.Equal(0, after["dnsregistry_store_failures_total"]);
        Assert.Equal(after["dnsregistry_store_commits_total"], after["dnsregistry_store_commit_duration_seconds_count"]);

        double Difference(string series) => after[series] - before[series];
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public async Task Address_with_several_threads_is_steered(int workers, int steered)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has several sockets on one port");
        _place.WriteConfiguration($$$"""{"Dns":{"UdpWorkers":{{{workers}}}}}""");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);

        Assert.Equal(steered, (await server.ScrapeAsync())["dnsregistry_dns_udp_steered"]);
    }

    [Fact]
    public async Task Every_metric_has_a_row_in_the_table_with_its_type_and_unit()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        await server.ScrapeAsync();
        await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"]}""");
        string text = await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        string[] rows = [.. TypeLine().Matches(text).Select(match =>
        {
            string unit = match.Groups["name"].Value.Contains("_seconds", StringComparison.Ordinal) ? ", s" : "";
            return $"| `{match.Groups["name"].Value}` | {match.Groups["type"].Value}{unit} |";
        })];

        Assert.True(rows.Length >= 14, text);
        string readme = Repository.Read("README.md");
        Assert.All(rows, row => Assert.Contains(row, readme, StringComparison.Ordinal));
        Assert.Contains("\ndotnet_gc_collections_total{", text, StringComparison.Ordinal);

        // A connection counts when it was opened after the first call.
        using var another = new HttpClient();
        text = await another.GetStringAsync(new Uri(server.Http, "/metrics"), TestContext.Current.CancellationToken);
        Assert.Contains("\nkestrel_active_connections{", text, StringComparison.Ordinal);
    }

    /// <summary>Every series with its labels but for the scope. What comes after the first call is measured for sure.</summary>
    private static async Task DigAsync(ServerProcess server, string name, string type, params string[] options)
    {
        CommandResult result = await Shell.RunAsync(
            "dig", ["@127.0.0.1", "-p", $"{server.Dns.Port}", "+tries=1", "+timeout=10", name, type, .. options]);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    [GeneratedRegex(@"^# TYPE (?<name>dnsregistry_\w+) (?<type>\w+)$", RegexOptions.Multiline)]
    private static partial Regex TypeLine();
}
