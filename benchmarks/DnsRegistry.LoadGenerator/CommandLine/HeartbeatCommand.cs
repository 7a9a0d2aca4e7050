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
        Option<int> rate = NumberOption.Of("--rate", "Heartbeats a second; 0: as many as there can be.", 0, 0);
        Option<int> process = NumberOption.Of("--pid", "The process of the server, whose memory is told each minute; 0: none.", 0, 0);
        var command = new Command("heartbeat", "Renew instances that 'register' has registered, and measure how many a second.")
        {
            warmUp, duration, rate, process,
        };
        layout.AddTo(command);
        calls.AddTo(command);
        command.SetAction(parsed =>
        {
            ServiceLayout instances = layout.Read(parsed);
            CallRunner runner = calls.Runner(parsed, instances);
            if (parsed.GetValue(warmUp) > 0)
                runner.Run(Work(parsed.GetValue(warmUp)));
            using ServerMemory? memory = parsed.GetValue(process) > 0 ? new ServerMemory(parsed.GetValue(process), Console.Out) : null;
            (CallTally tally, TimeSpan elapsed) = runner.Run(Work(parsed.GetValue(duration)));
            return tally.WriteTo(Console.Out, "heartbeats", elapsed);

            IWorkload Work(int seconds)
            {
                var time = TimeSpan.FromSeconds(seconds);
                int bulk = calls.Bulk(parsed);
                IWorkload work = bulk == 1
                    ? new Heartbeats(instances, time)
                    : new BulkHeartbeats(instances, bulk, calls.Server(parsed).Authority, time);
                return parsed.GetValue(rate) > 0 ? new Paced(work, parsed.GetValue(rate)) : work;
            }
        });
        return command;
    }
}
