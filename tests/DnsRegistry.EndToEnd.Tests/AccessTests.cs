using System.Net;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>Tokens with the real program: made before the first start and while it runs, shown by its own client and by curl.</summary>
public sealed class AccessTests : IDisposable
{
    private const string Body = """{"addresses":["10.0.0.7"],"static":true}""";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_non_loopback_address_is_refused_without_tokens_and_taken_with_one()
    {
        CommandResult refused = await Shell.RunAsync(ServerProcess.Command(_place, "check", "--http", "0.0.0.0:0"));
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("--http: Http:Listen: '0.0.0.0:0' is not a loopback address", refused.Error, StringComparison.Ordinal);

        string secret = await TokenAsync("add", "web-team", "--write", "web-");
        CommandResult taken = await Shell.RunAsync(ServerProcess.Command(_place, "check", "--http", "0.0.0.0:0"));
        Assert.Equal((0, ""), (taken.ExitCode, taken.Error));

        await using ServerProcess server = await ServerProcess.StartAsync(
            ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", "0.0.0.0:0"));
        var http = new Uri($"http://127.0.0.1:{server.Http.Port}");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, HttpMethod.Get, "/v1/services"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, HttpMethod.Get, "/v1/services", secret));
        await TokenAsync("revoke", "web-team");
        await Eventually.TrueAsync(
            async () => await StatusAsync(http, HttpMethod.Get, "/v1/services", secret) == HttpStatusCode.Unauthorized, "the revocation");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, HttpMethod.Get, "/v1/services"));
    }

    [Fact]
    public async Task A_running_server_takes_tokens_by_itself_and_keeps_the_old_ones_when_the_file_is_damaged()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        await server.RegisterAsync("db", "a", Body);

        string secret = await TokenAsync("add", "web-team", "--write", "web-");
        await Eventually.TrueAsync(
            async () => await StatusAsync(server.Http, HttpMethod.Get, "/v1/services") == HttpStatusCode.Unauthorized, "the first token");
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(server.Http, HttpMethod.Put, "/v1/services/web-a/instances/a", secret));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(server.Http, HttpMethod.Put, "/v1/services/db/instances/a", secret));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server.Http, HttpMethod.Get, "/metrics"));

        string path = Path.Combine(_place.Root, "data", "tokens.json");
        string good = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, good[..^5], TestContext.Current.CancellationToken);
        await server.LogLineAsync("those before stay in force");
        Assert.Contains(server.Log, line => line.Contains("data/tokens.json:", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server.Http, HttpMethod.Get, "/v1/services", secret));
        CommandResult check = await Shell.RunAsync(ServerProcess.Command(_place, "check"));
        Assert.Equal(2, check.ExitCode);

        await File.WriteAllTextAsync(path, good, TestContext.Current.CancellationToken);
        string rotated = await TokenAsync("rotate", "web-team");
        await Eventually.TrueAsync(
            async () => await StatusAsync(server.Http, HttpMethod.Get, "/v1/services", rotated) == HttpStatusCode.OK, "the new secret");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server.Http, HttpMethod.Get, "/v1/services", secret));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server.Http, HttpMethod.Put, "/v1/services/web-a/instances/a", rotated));
    }

    [Fact]
    public async Task No_secret_is_ever_in_the_log_or_in_the_data_folder()
    {
        _place.WriteConfiguration("""{"Log":{"Level":"Debug"}}""");
        string secret = await TokenAsync("add", "web-team", "--write", "web-");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        string wrong = secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A');

        foreach (string path in (string[])["/v1/services", "/v1/services/web-a", "/v1/services/db", "/nowhere"])
        {
            await StatusAsync(server.Http, HttpMethod.Get, path, secret);
            await StatusAsync(server.Http, HttpMethod.Get, path, wrong);
        }

        Assert.Equal(HttpStatusCode.Created, await StatusAsync(server.Http, HttpMethod.Put, "/v1/services/web-a/instances/a", secret));
        await server.SignalAsync("HUP");
        await server.LogLineAsync("Reloaded");
        await server.StopAsync();

        string hidden = secret[19..^1];
        Assert.DoesNotContain(server.Log, line => line.Contains(hidden, StringComparison.Ordinal));
        foreach (string file in Directory.GetFiles(Path.Combine(_place.Root, "data")))
        {
            byte[] octets = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal(-1, octets.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(hidden)));
        }
    }

    [Fact]
    public async Task Client_commands_show_the_token_of_the_option_or_of_the_environment()
    {
        string secret = await TokenAsync("add", "web-team", "--write", "web-");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        string[] register = ["register", "web-a", "a", "--address", "10.0.0.7", "--server", $"{server.Http}"];

        CommandResult refused = await Shell.RunAsync(ServerProcess.Command(_place, register));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("status 401", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Shell.RunAsync(ServerProcess.Command(_place, [.. register, "--token", secret]))).ExitCode);

        var list = ServerProcess.Command(_place, "list", "web-a", "--server", $"{server.Http}");
        list.Environment["DNSREGISTRY_TOKEN"] = secret;
        Assert.StartsWith("a ", Assert.Single((await Shell.RunAsync(list)).Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curl_shows_a_token_and_is_told_what_it_may_not()
    {
        Shell.Require("curl", "curl");
        string secret = await TokenAsync("add", "web-team", "--write", "web-");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        string bearer = $"Authorization: Bearer {secret}";

        CommandResult allowed = await Shell.RunAsync(
            "curl", "-si", "-X", "PUT", $"{server.Http}v1/services/web-a/instances/a", "-H", bearer, "-d", Body);
        CommandResult forbidden = await Shell.RunAsync("curl", "-si", $"{server.Http}v1/services/db", "-H", bearer);
        CommandResult unknown = await Shell.RunAsync("curl", "-si", $"{server.Http}v1/services");

        Assert.StartsWith("HTTP/1.1 201", allowed.Output, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403", forbidden.Output, StringComparison.Ordinal);
        Assert.Contains("urn:dnsregistry:problem:forbidden", forbidden.Output, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 401", unknown.Output, StringComparison.Ordinal);
        Assert.Contains("WWW-Authenticate: Bearer", unknown.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<HttpStatusCode> StatusAsync(Uri server, HttpMethod method, string path, string? secret = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(server, path));
        if (method == HttpMethod.Put)
            request.Content = new StringContent(Body);
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {secret}");
        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<string> TokenAsync(params string[] arguments)
    {
        CommandResult result = await Shell.RunAsync(ServerProcess.Command(_place, ["token", .. arguments]));
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Trim();
    }
}
