using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DnsRegistry.EndToEnd.Tests.Running;

/// <summary>The real program, started as a process of its own on free ports.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _log = new();
    private readonly Process _process;

    private ServerProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
                _log.Enqueue(line.Data);
        };
        _process.BeginErrorReadLine();
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "dnsregistry.dll");

    public string ReadyLine { get; private set; } = "";

    public IPEndPoint Dns { get; private set; } = new(IPAddress.None, 0);

    public Uri Http { get; private set; } = new("http://127.0.0.1");

    public HttpClient Client { get; } = new();

    public IReadOnlyCollection<string> Log => _log;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public long WorkingSetOctets
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static Task<ServerProcess> StartAsync(Workplace place, params string[] arguments) =>
        StartAsync(Command(place, ["--dns", "127.0.0.1:0", "--http", "127.0.0.1:0", .. arguments]));

    /// <summary>Starts a server and waits until it says that it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var server = new ServerProcess(Process.Start(start)!);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(s_patience);
            string? line = await server._process.StandardOutput.ReadLineAsync(limit.Token);
            Match ready = ReadyPattern().Match(line ?? "");
            Assert.True(ready.Success, $"no ready line, but '{line}' and:\n{string.Join('\n', server.Log)}");
            server.ReadyLine = line!;
            server.Dns = IPEndPoint.Parse(ready.Groups["dns"].Value.Split(',')[0]);
            server.Http = new Uri($"http://{ready.Groups["http"].Value.Split(',')[0]}");
            server.Client.BaseAddress = server.Http;
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to start the program in a folder, with nothing of the surroundings but the path.</summary>
    public static ProcessStartInfo Command(Workplace place, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Program, .. arguments]) { WorkingDirectory = place.Root };
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("DNSREGISTRY_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(variable);
        return start;
    }

    public Task<JsonObject> RegisterAsync(string service, string id, string body) =>
        PutAsync($"/v1/services/{service}/instances/{id}", body);

    public Task<JsonObject> SetAsync(string service, string body) => PutAsync($"/v1/services/{service}/settings", body);

    public async Task DeleteAsync(string path)
    {
        using HttpResponseMessage response = await Client.DeleteAsync(
            new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task<JsonObject> PutAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Client.PutAsync(
            new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        string answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, answer);
        return JsonNode.Parse(answer)!.AsObject();
    }

    public async Task<JsonObject> GetAsync(string path) =>
        (await Client.GetFromJsonAsync<JsonObject>(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken))!;

    public async Task SignalAsync(string name) =>
        await Shell.RunAsync("kill", $"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Ends the process as loss of power would, with nothing said.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync()
    {
        var watch = Stopwatch.StartNew();
        await SignalAsync("TERM");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_patience);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, watch.Elapsed);
    }

    /// <summary>Waits for a line of the log.</summary>
    public Task<string> LogLineAsync(string part) => Eventually.GetAsync(
        () => Task.FromResult(_log.FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal))), $"a log line with '{part}'");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    [GeneratedRegex(@"^dnsregistry ready dns=(?<dns>\S+) http=(?<http>\S+)$")]
    private static partial Regex ReadyPattern();
}
