using System.CommandLine;
using DnsRegistry.LoadGenerator.Watching;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary><c>watchers</c>: what those cost who wait for changes.</summary>
internal static class WatchersCommand
{
    // Enough that the server has compiled what they need.
    private const int WarmUp = 100;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<Uri> http = ServerOption.Http();
        Option<int> process = NumberOption.Of("--pid", "The process of the server, which runs on this machine.", 0);
        Option<int> count = NumberOption.Of("--count", "Watchers.", 10_000);
        Option<int> hold = NumberOption.Of("--hold", "Seconds to hold them, so that signs of life are sent.", 20);
        var polls = new Option<bool>("--polls") { Description = "Long polls instead of event streams." };
        var command = new Command(
            "watchers",
            "Open watchers of a service in which nothing happens, and measure how much memory the server takes for them.")
        {
            http, process, count, hold, polls,
        };
        process.Required = true;
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(http),
            parsed.GetValue(process),
            parsed.GetValue(count),
            parsed.GetValue(hold),
            parsed.GetValue(polls)));
        return command;
    }

    private static int Run(Uri server, int process, int count, int hold, bool polls)
    {
        // A long poll waits behind what is there, whatever that is: behind the last change.
        string path = polls ? $"/v1/services/idle/instances?index={Index(server)}&wait=10m" : "/v1/watch?service=idle";
        using (var warmUp = new IdleWatchers(server, path))
            warmUp.Open(WarmUp, isAnswered: !polls);

        long before = ResidentMemory.Of(process);
        using var watchers = new IdleWatchers(server, path);
        watchers.Open(count, isAnswered: !polls);
        Thread.Sleep(TimeSpan.FromSeconds(hold));
        long after = ResidentMemory.Of(process);
        Console.WriteLine($"{count:N0} {(polls ? "long polls" : "event streams")}, held for {hold} s");
        Console.WriteLine($"resident before: {before / 1024.0 / 1024:N1} MiB, with them: {after / 1024.0 / 1024:N1} MiB");
        Console.WriteLine($"octets of a watcher: {(after - before) / count:N0}");
        int ended = watchers.CountEnded();
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
