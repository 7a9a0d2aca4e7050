using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DnsRegistry.EndToEnd.Tests.Clients;
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
        Assert.Equal(["10.0.0.7"], await server.AddressesAsync("db.any.svc"));

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

    [Fact]
    public async Task A_change_of_tokens_is_on_the_disk_before_the_command_ends()
    {
        Shell.Require("strace", "strace");
        await TokenAsync("add", "first", "--admin");
        string trace = Path.Combine(_place.Root, "trace");
        ProcessStartInfo revoke = ServerProcess.Command(_place, "token", "revoke", "first");
        CommandResult traced = await Shell.RunAsync(new ProcessStartInfo(
            "strace", ["-f", "-y", "-o", trace, "-e", "trace=fsync,rename,renameat,renameat2", revoke.FileName, .. revoke.ArgumentList])
        {
            WorkingDirectory = revoke.WorkingDirectory,
        });

        Assert.True(traced.ExitCode == 0, traced.Error);
        string[] lines = await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken);
        int written = Array.FindIndex(lines, line => Contains(line, "fsync(", "tokens.json.new>"));
        int renamed = Array.FindIndex(lines, line => Contains(line, "rename", "tokens.json.new\""));
        int kept = Array.FindIndex(lines, line => Contains(line, "fsync(", "/data>"));
        Assert.True(written >= 0 && written < renamed && renamed < kept, string.Join('\n', lines));

        static bool Contains(string line, string call, string path) =>
            line.Contains(call, StringComparison.Ordinal) && line.Contains(path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_ends_with_its_token_and_the_client_says_why()
    {
        string secret = await TokenAsync("add", "dashboard", "--read", "web");
        await TokenAsync("add", "other", "--read", "*");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        ProcessStartInfo start = ServerProcess.Command(_place, "watch", "--server", $"{server.Http}");
        start.Environment["DNSREGISTRY_TOKEN"] = secret;
        Task<CommandResult> watching = Shell.RunAsync(start);
        await Eventually.TrueAsync(
            async () => (await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken))
                .Split('\n').Any(line => line.StartsWith("dnsregistry_watch_watchers", StringComparison.Ordinal)
                    && line.Contains("kind=\"stream\"", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal)),
            "the watch");

        await TokenAsync("revoke", "dashboard");

        CommandResult ended = await watching;
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("The token was revoked", ended.Error, StringComparison.Ordinal);
        Assert.Contains("status 401", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beyond_the_limit_of_connections_no_further_one_is_served_until_another_closes()
    {
        _place.WriteConfiguration("""{"Http":{"Limits":{"Connections":2}}}""");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        using Socket first = await ConnectAsync(server);
        using Socket second = await ConnectAsync(server);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(first), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(second), StringComparison.Ordinal);

        using (Socket third = await ConnectAsync(server))
            Assert.Equal("", await AskAsync(third));
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(first), StringComparison.Ordinal);

        first.Close();
        await Eventually.TrueAsync(
            async () =>
            {
                using Socket next = await ConnectAsync(server);
                return (await AskAsync(next)).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
            },
            "the room of the connection that was closed");
    }

    private static async Task<Socket> ConnectAsync(ServerProcess server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Http.Host, server.Http.Port, TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>What a connection answers to a question; nothing when it is closed instead.</summary>
    private static async Task<string> AskAsync(Socket socket)
    {
        byte[] answer = new byte[4096];
        try
        {
            await socket.SendAsync("GET /health HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            int length = await socket.ReceiveAsync(answer, TestContext.Current.CancellationToken);
            return Encoding.ASCII.GetString(answer, 0, length);
        }
        catch (SocketException)
        {
            return "";
        }
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
