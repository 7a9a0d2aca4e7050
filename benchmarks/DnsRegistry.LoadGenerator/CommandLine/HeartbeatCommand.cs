using System.CommandLine;
using DnsRegistry.LoadGenerator.Layout;
using DnsRegistry.LoadGenerator.Measuring;
using DnsRegistry.LoadGenerator.Workloads;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary><c>heartbeat</c>: renewals.</summary>
internal static class HeartbeatCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var layout = new LayoutOptions(services: 10_000, perService: 3);
        var calls = new CallOptions();
        Option<int> warmUp = NumberOption.Of("--warm-up", "Seconds that are not counted, before.", 3, 0);
        Option<int> duration = NumberOption.Of("--duration", "Seconds.", 10);
        var command = new Command("heartbeat", "Renew instances that 'register' has registered, and measure how many a second.")
        {
            warmUp, duration,
        };
        layout.AddTo(command);
        calls.AddTo(command);
        command.SetAction(parsed =>
        {
            ServiceLayout instances = layout.Read(parsed);
            CallRunner runner = calls.Runner(parsed, instances);
            if (parsed.GetValue(warmUp) > 0)
                runner.Run(Work(parsed.GetValue(warmUp)));
            (CallTally tally, TimeSpan elapsed) = runner.Run(Work(parsed.GetValue(duration)));
            return tally.WriteTo(Console.Out, "heartbeats", elapsed);

            IWorkload Work(int seconds)
            {
                var time = TimeSpan.FromSeconds(seconds);
                int bulk = calls.Bulk(parsed);
                return bulk == 1
                    ? new Heartbeats(instances, time)
                    : new BulkHeartbeats(instances, bulk, calls.Server(parsed).Authority, time);
            }
        });
        return command;
    }
}
