using System.CommandLine;
using DnsRegistry.LoadGenerator.Watching;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary><c>watchers</c>: what those cost who wait for changes.</summary>
internal static class WatchersCommand
{
    // Enough that the server has seen every step once.
    private const int WarmUp = 100;

    // Long enough that what the first have called often is compiled again, for good.
    private static readonly TimeSpan s_compiling = TimeSpan.FromSeconds(5);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<Uri> http = ServerOption.Http();
        Option<int> process = NumberOption.Of("--pid", "The process of the server, which runs on this machine.", 0);
        Option<int> count = NumberOption.Of("--count", "Watchers.", 10_000);
        Option<int> first = NumberOption.Of(
            "--first", "Watchers opened and kept before those that are measured: with them the server compiles what watchers need.", 1_000, from: 0);
        Option<int> hold = NumberOption.Of("--hold", "Seconds to hold them, so that signs of life are sent.", 20);
        var polls = new Option<bool>("--polls") { Description = "Long polls instead of event streams." };
        var command = new Command(
            "watchers",
            "Open watchers of a service in which nothing happens, and measure how much memory the server takes for them.")
        {
            http, process, count, first, hold, polls,
        };
        process.Required = true;
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(http),
            parsed.GetValue(process),
            parsed.GetValue(count),
            parsed.GetValue(first),
            parsed.GetValue(hold),
            parsed.GetValue(polls)));
        return command;
    }

    private static int Run(Uri server, int process, int count, int first, int hold, bool polls)
    {
        // A long poll waits behind what is there, whatever that is: behind the last change.
        string path = polls ? $"/v1/services/idle/instances?index={Index(server)}&wait=10m" : "/v1/watch?service=idle";
        using (var warmUp = new IdleWatchers(server, path))
            warmUp.Open(WarmUp, isAnswered: !polls);

        // Kept, so that those who are measured do not live in memory that these have left.
        using var others = new IdleWatchers(server, path);
        others.Open(first, isAnswered: !polls);
        if (first > 0)
            Thread.Sleep(s_compiling);

        long before = ResidentMemory.Of(process);
        using var watchers = new IdleWatchers(server, path);
        watchers.Open(count, isAnswered: !polls);
        Thread.Sleep(TimeSpan.FromSeconds(hold));
        long after = ResidentMemory.Of(process);
        Console.WriteLine($"{count:N0} {(polls ? "long polls" : "event streams")}, held for {hold} s, beside {first:N0} that were there before");
        Console.WriteLine($"resident before: {before / 1024.0 / 1024:N1} MiB, with them: {after / 1024.0 / 1024:N1} MiB");
        Console.WriteLine($"octets of a watcher: {(after - before) / count:N0}");
        int ended = others.CountEnded() + watchers.CountEnded();
        Console.WriteLine($"ended by the server: {ended}");
        return ended > 0 ? 1 : 0;
    }

    private static long Index(Uri server)
    {
        using var client = new HttpClient();
        string list = client.GetStringAsync(new Uri(server, "/v1/services?limit=1")).GetAwaiter().GetResult();
        using var json = System.Text.Json.JsonDocument.Parse(list);
        return json.RootElement.GetProperty("index").GetInt64();
    }
}
