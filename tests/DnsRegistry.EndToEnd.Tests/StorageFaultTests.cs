using System.Diagnostics;
using System.Globalization;
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
        Shell.Require("strace", "strace");
        await using (ServerProcess server = await ServerProcess.StartAsync(_place))
        {
            await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"leaseSeconds":3600}""");
            using (Process tracer = await RefuseWritesAsync(server, fault))
            {
                using HttpResponseMessage refused = await PutAsync(server, "refused", """{"addresses":["10.0.0.3"],"static":true}""");
                await AssertRefusedAsync(refused);
                await AssertAllElseGoesOnAsync(server, 1);
                await Shell.RunAsync("kill", "-TERM", tracer.Id.ToString(CultureInfo.InvariantCulture));
                await tracer.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            await server.RegisterAsync("web", "back", """{"addresses":["10.0.0.2"],"static":true}""");
            await server.KillAsync();
        }

        await using ServerProcess again = await ServerProcess.StartAsync(_place);
        Assert.Equal(["a", "back"], await IdsAsync(again));
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

    private static async Task<string[]> IdsAsync(ServerProcess server)
    {
        JsonObject list = await server.GetAsync("/v1/services/web/instances?limit=1000");
        return [.. list["items"]!.AsArray().Select(item => (string)item!["id"]!).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Makes every write to a file fail, in the process that runs already. A real disk that has become read-only stays so until it
    /// is mounted again (<see cref="ReadOnlyDiskTests"/>); here it takes writes again.
    /// </summary>
    private static async Task<Process> RefuseWritesAsync(ServerProcess server, string fault)
    {
        const string Calls = "pwrite64,pwritev,fsync,fdatasync,ftruncate";
        var start = new ProcessStartInfo(
            "strace", ["-f", "-p", $"{server.Id}", "-o", "/dev/null", "-e", $"trace={Calls}", "-e", $"inject={Calls}:error={fault}"])
        {
            RedirectStandardError = true,
        };
        Process tracer = Process.Start(start)!;
        string? line = await tracer.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(line is null
            || !line.Contains("attached", StringComparison.Ordinal), $"a running process cannot be traced here: {line}");
        _ = tracer.StandardError.ReadToEndAsync(CancellationToken.None);
        return tracer;
    }
}
