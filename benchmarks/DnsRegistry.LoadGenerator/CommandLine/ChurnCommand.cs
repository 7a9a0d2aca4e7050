using System.CommandLine;
using DnsRegistry.LoadGenerator.Churn;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary><c>churn</c>: changes at a fixed rate, for running beside a load of queries.</summary>
internal static class ChurnCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var layout = new LayoutOptions(services: 10_000, perService: 3);
        Option<Uri> http = ServerOption.Http();
        Option<int> rate = NumberOption.Of("--rate", "Changes a second.", 1000);
        Option<int> connections = NumberOption.Of("--connections", "Connections that share the rate.", 64);
        Option<int> duration = NumberOption.Of("--duration", "Seconds.", 10);
        var command = new Command(
            "churn",
            "Change instances that 'register' has registered: another address, another weight, deregistered, registered again. "
            + "Each change alters what DNS answers.")
        {
            http, rate, connections, duration,
        };
        layout.AddTo(command);
        command.SetAction(parsed =>
        {
            var time = TimeSpan.FromSeconds(parsed.GetValue(duration));
            var churn = new ChurnRun(
                parsed.GetRequiredValue(http), layout.Read(parsed), parsed.GetValue(rate), parsed.GetValue(connections), time,
                Environment.ProcessId);
            return churn.Wait().WriteTo(Console.Out, "changes", time);
        });
        return command;
    }
}
