using System.Net;
using System.Text.Json.Nodes;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>A real disk that its file system makes read-only while the server writes to it.</summary>
public sealed class ReadOnlyDiskTests : IDisposable
{
    private const string Body = """{"addresses":["10.0.0.1"],"leaseSeconds":3600}""";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Disk_that_becomes_read_only_gives_503_to_writers_and_all_that_was_acknowledged_is_there_after_its_repair()
    {
        using FailingDisk? disk = await FailingDisk.TryMakeAsync(_place.Root);
        Assert.SkipWhen(disk is null, "a disk of its own takes root, loop devices and mkfs.ext4, in the Debian package e2fsprogs");
        await using (ServerProcess server = await ServerProcess.StartAsync(_place, "--data", disk.Folder))
        {
            await server.RegisterAsync("web", "a", Body);
            await disk.FailAsync();

            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(server, HttpMethod.Put, "b", Body));
            Assert.Equal(
                HttpStatusCode.ServiceUnavailable, await StatusAsync(server, HttpMethod.Put, "a/override", """{"enabled":false}"""));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(server, HttpMethod.Delete, "a"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, HttpMethod.Put, "a/heartbeat"));
            Assert.Equal(["10.0.0.1"], await server.AddressesAsync("web.any.svc"));
            Assert.Equal("ready", (string?)(await server.GetAsync("/ready"))["status"]);
            Assert.Equal(["a"], await IdsAsync(server));
            await server.LogLineAsync("The store takes no writes");
            Assert.Equal(0, (await server.StopAsync()).ExitCode);
        }

        await disk.MountAgainAsync(isReadOnly: true);
        CommandResult refused = await Shell.RunAsync(
            ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", "127.0.0.1:0", "--data", disk.Folder));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("See that the disk has free space and that the server may read and write", Assert.Single(
            refused.ErrorLines, line => line.StartsWith("dnsregistry:", StringComparison.Ordinal)), StringComparison.Ordinal);

        await disk.MountAgainAsync(isReadOnly: false);
        await using ServerProcess again = await ServerProcess.StartAsync(_place, "--data", disk.Folder);
        Assert.Equal(["a"], await IdsAsync(again));
        await again.RegisterAsync("web", "b", Body);
    }

    private static async Task<HttpStatusCode> StatusAsync(ServerProcess server, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/v1/services/web/instances/{path}", UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body);
        using HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<string[]> IdsAsync(ServerProcess server)
    {
        JsonObject list = await server.GetAsync("/v1/services/web/instances");
        return [.. list["items"]!.AsArray().Select(item => (string)item!["id"]!)];
    }
}
