using System.Net;
using System.Text.Json.Nodes;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;
using DnsRegistry.Testing.Storage;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>A disk that is full or takes no writes: writers are told so, and nobody else notices.</summary>
public sealed class StorageFaultTests : IDisposable
{
    private const int MaxFilling = 900;
    private const int BulkCalls = 7;
    private const int BulkItems = 200;

    /// <summary>An instance that takes room.</summary>
    private static readonly string s_large =
        $$$"""{"addresses":["10.0.0.9"],"static":true,"metadata":{"filling":"{{{new string('x', 4000)}}}"}}""";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Full_disk_gives_503_to_writers_while_all_else_goes_on_and_room_is_all_it_needs()
    {
        using SmallDisk? disk = SmallDisk.TryMount(mebibytes: 24);
        Assert.SkipWhen(disk is null, "mounting a small disk takes root and a system that permits it");
        string[] acknowledged;
        await using (ServerProcess server = await ServerProcess.StartAsync(_place, "--data", disk.Folder))
        {
            await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"leaseSeconds":3600}""");
            disk.FillUp(leaveFree: 0);
            (HttpResponseMessage refused, List<string> kept) = await FillAsync(server);
            using (refused)
                await AssertRefusedAsync(refused);
            await AssertAllElseGoesOnAsync(server, kept.Count + 1);

            disk.MakeRoom();
            await server.RegisterAsync("web", "back", """{"addresses":["10.0.0.2"],"static":true}""");
            await server.LogLineAsync("The store takes writes again");
            Assert.Single(server.Log, line => line.Contains("The store takes no writes", StringComparison.Ordinal));
            acknowledged = ["a", "back", .. kept];
            await server.KillAsync();
        }

        await using ServerProcess again = await ServerProcess.StartAsync(_place, "--data", disk.Folder);
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), await IdsAsync(again));
    }

    [Theory]
    [InlineData("EROFS")]
    [InlineData("EIO")]
    public async Task Disk_that_takes_no_writes_gives_503_until_it_takes_them_again(string fault)
    {
        await using (ServerProcess server = await ServerProcess.StartAsync(_place))
        {
            await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"leaseSeconds":3600}""");
            using (Tracer tracer = await RefuseWritesAsync(server, fault))
            {
                using HttpResponseMessage refused = await PutAsync(server, "refused", """{"addresses":["10.0.0.3"],"static":true}""");
                await AssertRefusedAsync(refused);
                await AssertAllElseGoesOnAsync(server, 1);
                await tracer.DetachAsync();
            }

            await server.RegisterAsync("web", "back", """{"addresses":["10.0.0.2"],"static":true}""");
            await server.KillAsync();
        }

        await using ServerProcess again = await ServerProcess.StartAsync(_place);
        Assert.Equal(["a", "back"], await IdsAsync(again));
    }

    [Fact]
    public async Task Journal_that_cannot_be_moved_into_the_database_is_told_while_writers_go_on_and_told_again_when_it_can()
    {
        string data = Path.Combine(_place.Root, "data");
        await using (ServerProcess server = await ServerProcess.StartAsync(_place))
        {
            await server.RegisterAsync("web", "a", s_large);
            string[] database = [Path.Combine(data, "registry.db"), Path.Combine(data, "registry.log")];
            using (Tracer tracer = await RefuseWritesAsync(server, "EIO", database))
            {
                // More than a journal holds before it is closed.
                for (int i = 0; i < BulkCalls; i++)
                    await RegisterManyAsync(server, $"b{i}");
                await server.LogLineAsync("The journal cannot be moved into the database");
                await server.RegisterAsync("web", "meanwhile", s_large);
                Dictionary<string, double> failing = await server.ScrapeAsync();
                Assert.Equal(1, failing["dnsregistry_store_settle_state"]);
                Assert.InRange(failing["dnsregistry_store_settle_failures_total"], 1, 10);
                Assert.Equal(0, failing["dnsregistry_store_failures_total"]);
                await tracer.DetachAsync();
            }

            await server.LogLineAsync("The journal goes into the database again");
            Assert.Equal(0, (await server.ScrapeAsync())["dnsregistry_store_settle_state"]);
            Assert.DoesNotContain(server.Log, line => line.Contains("The store takes no writes", StringComparison.Ordinal));
            await server.KillAsync();
        }

        await using ServerProcess again = await ServerProcess.StartAsync(_place);
        Assert.Equal((BulkCalls * BulkItems) + 2, (await again.ScrapeAsync())["dnsregistry_registry_instances"]);
    }

    [Fact]
    public async Task Start_on_a_disk_that_takes_no_writes_is_one_line_and_exit_code_1()
    {
        using SmallDisk? disk = SmallDisk.TryMount(mebibytes: 1);
        Assert.SkipWhen(disk is null, "mounting a small disk takes root and a system that permits it");
        disk.FillUp(leaveFree: 0);

        CommandResult result = await Shell.RunAsync(
            ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", "127.0.0.1:0", "--data", disk.Folder));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("See that the disk has free space", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    /// <summary>Registers until the disk has no room for another.</summary>
    private static async Task<(HttpResponseMessage Refused, List<string> Kept)> FillAsync(ServerProcess server)
    {
        var kept = new List<string>();
        for (int i = 0; i < MaxFilling; i++)
        {
            HttpResponseMessage response = await PutAsync(server, $"i{i}", s_large);
            if (!response.IsSuccessStatusCode)
                return (response, kept);

            response.Dispose();
            kept.Add($"i{i}");
        }

        throw new InvalidOperationException("the disk does not get full");
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage refused)
    {
        string body = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("urn:dnsregistry:problem:store-unavailable", (string?)JsonNode.Parse(body)!["type"]);
    }

    /// <summary>DNS, lists, heartbeats and readiness need no disk; other writes are refused as well, and nothing of them is seen.</summary>
    private static async Task AssertAllElseGoesOnAsync(ServerProcess server, int instances)
    {
        Assert.Contains("10.0.0.1", await server.AddressesAsync("web.any.svc", useTcp: true));
        Assert.Equal(instances, (int?)(await server.GetAsync("/v1/services/web"))["instances"]);
        Assert.Equal("ready", (string?)(await server.GetAsync("/ready"))["status"]);
        using HttpResponseMessage heartbeat = await PutAsync(server, "a/heartbeat", null);
        Assert.Equal(HttpStatusCode.OK, heartbeat.StatusCode);
        using HttpResponseMessage replaced = await PutAsync(server, "a", s_large);
        await AssertRefusedAsync(replaced);
        Assert.Contains("10.0.0.1", await server.AddressesAsync("web.any.svc", useTcp: true));
    }

    private static async Task<HttpResponseMessage> PutAsync(ServerProcess server, string path, string? body)
    {
        using StringContent? content = body is null ? null : new StringContent(body);
        return await server.Client.PutAsync(
            new Uri($"/v1/services/web/instances/{path}", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    private static async Task RegisterManyAsync(ServerProcess server, string service)
    {
        using var content = new StringContent(string.Join('\n', Enumerable.Range(0, BulkItems)
            .Select(item => $$"""{"service":"{{service}}","id":"i{{item}}",{{s_large[1..]}}""")));
        using HttpResponseMessage response = await server.Client.PostAsync(
            new Uri("/v1/registrations", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<string[]> IdsAsync(ServerProcess server)
    {
        JsonObject list = await server.GetAsync("/v1/services/web/instances?limit=1000");
        return [.. list["items"]!.AsArray().Select(item => (string)item!["id"]!).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Makes every write to a file fail, in the process that runs already. A real disk that has become read-only stays so until it
    /// is mounted again (<see cref="ReadOnlyDiskTests"/>); here it takes writes again.
    /// </summary>
    /// <param name="server">The process.</param>
    /// <param name="fault">How they fail.</param>
    /// <param name="files">The files; none for every file.</param>
    private static Task<Tracer> RefuseWritesAsync(ServerProcess server, string fault, params string[] files)
    {
        const string Calls = "pwrite64,pwritev,fsync,fdatasync,ftruncate";
        IEnumerable<string> only = files.SelectMany(file => new[] { "-P", file });
        return Tracer.AttachAsync(
            server, ["-o", "/dev/null", "-e", $"trace={Calls}", "-e", $"inject={Calls}:error={fault}", .. only]);
    }
}
