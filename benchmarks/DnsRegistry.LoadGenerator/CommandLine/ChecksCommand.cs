using System.CommandLine;
using DnsRegistry.LoadGenerator.Checks;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary><c>checks</c>: what the checks of many instances cost the server.</summary>
internal static class ChecksCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<Uri> http = ServerOption.Http();
        Option<int> process = new("--pid") { Description = "The process of the server, on this machine.", Required = true };
        Option<int> count = NumberOption.Of("--count", "Instances with a check each.", 10_000, 1, 100_000);
        Option<int> interval = NumberOption.Of("--interval", "Seconds from one check of an instance to the next.", 10, 1, 3600);
        Option<int> seconds = NumberOption.Of("--seconds", "How long to measure.", 20, 1, 3600);
        Option<string> kind = new("--kind") { Description = "What is checked: tcp or http.", DefaultValueFactory = _ => "tcp" };
        kind.AcceptOnlyFromAmong("tcp", "http");
        var command = new Command(
            "checks",
            "Register instances whose checks lead to listeners of this program, and measure the processor time that the server takes "
            + "for them: it is right on a busy machine too.")
        {
            http, process, count, interval, seconds, kind,
        };
        command.SetAction((parsed, cancellationToken) => new ChecksRun(
            parsed.GetRequiredValue(http),
            parsed.GetRequiredValue(process),
            parsed.GetValue(count),
            parsed.GetValue(interval),
            parsed.GetValue(kind) == "http").RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken));
        return command;
    }
}
