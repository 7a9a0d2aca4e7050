using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

public sealed class WatchTests : IDisposable
{
    private const string Body = """{"addresses":["10.0.0.1"],"static":true}""";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Watch_prints_what_changes_and_goes_on_after_a_restart_without_missing_anything()
    {
        ServerProcess server = await ServerProcess.StartAsync(_place);
        string http = server.Http.Authority;
        using WatchProcess watch = Watch(server, "web");
        await watch.LineAsync("registered web one", () => server.RegisterAsync("web", "one", Body));
        await server.RegisterAsync("db", "other", Body);

        (int exitCode, TimeSpan took) = await server.StopAsync();
        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await server.DisposeAsync();
        await using ServerProcess second = await ServerProcess.StartAsync(
            ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", http));
        await second.RegisterAsync("web", "two", Body);

        await watch.LineAsync("registered web two");
        Assert.DoesNotContain(watch.Lines, line => line.Contains("db", StringComparison.Ordinal));
        Assert.DoesNotContain(watch.Errors, line => line.Contains("not shown", StringComparison.Ordinal));
        Assert.Equal(0, await watch.InterruptAsync());
    }

    [Fact]
    public async Task Watch_says_so_when_its_position_is_not_known_and_goes_on_from_now()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        using WatchProcess watch = Watch(server, "--since", "99");

        await watch.LineAsync("registered web", async () => await server.RegisterAsync("web", Guid.NewGuid().ToString("N"), Body));

        Assert.Contains(watch.Errors, line => line.Contains("has not come to 99 yet", StringComparison.Ordinal)
            && line.Contains("not shown", StringComparison.Ordinal));
        Assert.Equal(0, await watch.InterruptAsync());
    }

    [Fact]
    public async Task SIGTERM_ends_streams_and_answers_those_who_wait_with_what_is()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        JsonObject registered = await server.RegisterAsync("web", "a", Body);
        using HttpResponseMessage stream = await server.Client.GetAsync(
            new Uri("/v1/watch", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(": watching", await lines.ReadLineAsync(TestContext.Current.CancellationToken));
        Task<JsonObject> poll = server.GetAsync($"/v1/services/web?index={registered["revision"]}&wait=5m");
        JsonObject list = await server.GetAsync("/v1/services");
        Assert.False(poll.IsCompleted);

        (int exitCode, TimeSpan took) = await server.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal((int)list["index"]!, (int)(await poll)["index"]!);
        Assert.DoesNotContain("event:", await lines.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private WatchProcess Watch(ServerProcess server, params string[] arguments)
    {
        ProcessStartInfo start = ServerProcess.Command(_place, ["watch", .. arguments]);
        start.Environment["DNSREGISTRY_SERVER"] = server.Http.ToString();
        return new WatchProcess(start);
    }

    /// <summary>The program that watches.</summary>
    private sealed class WatchProcess : IDisposable
    {
        private readonly ConcurrentQueue<string> _lines = new();
        private readonly ConcurrentQueue<string> _errors = new();
        private readonly Process _process;

        public WatchProcess(ProcessStartInfo start)
        {
            start.RedirectStandardOutput = start.RedirectStandardError = true;
            _process = Process.Start(start)!;
            _process.OutputDataReceived += (_, line) => Add(_lines, line.Data);
            _process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public IReadOnlyCollection<string> Lines => _lines;

        public IReadOnlyCollection<string> Errors => _errors;

        /// <summary>Waits for a line, and does something again and again until it comes: nobody says when the watching begins.</summary>
        public Task LineAsync(string part, Func<Task>? meanwhile = null) => Eventually.TrueAsync(
            async () =>
            {
                if (meanwhile is not null)
                    await meanwhile();

                // The columns of a line are padded.
                return _lines.Any(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Replace("changed", "registered", StringComparison.Ordinal).Contains(part, StringComparison.Ordinal));
            },
            $"a line with '{part}' among: {string.Join('\n', _lines.Concat(_errors))}");

        public async Task<int> InterruptAsync()
        {
            await Shell.RunAsync("kill", "-INT", _process.Id.ToString(CultureInfo.InvariantCulture));
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return _process.ExitCode;
        }

        public void Dispose()
        {
            if (!_process.HasExited)
                _process.Kill();
            _process.Dispose();
        }

        private static void Add(ConcurrentQueue<string> lines, string? line)
        {
            if (line is not null)
                lines.Enqueue(line);
        }
    }
}
