using System.CommandLine;
using DnsRegistry.LoadGenerator.Layout;
using DnsRegistry.LoadGenerator.Measuring;
using DnsRegistry.LoadGenerator.Workloads;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary><c>register</c>: durable registrations.</summary>
internal static class RegisterCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var layout = new LayoutOptions(services: 10_000, perService: 3);
        var calls = new CallOptions();
        Option<int> first = NumberOption.Of("--first", "Leave out the instances before this one, counted from 0.", 0, 0);
        Option<int> count = NumberOption.Of("--count", "Register so many and no more.", int.MaxValue);
        var command = new Command("register", "Register instances, each durable when it is answered, and measure how many a second.")
        {
            first, count,
        };
        layout.AddTo(command);
        calls.AddTo(command);
        command.SetAction(parsed =>
        {
            ServiceLayout instances = layout.Read(parsed);
            var work = new Registrations(instances, parsed.GetValue(first), parsed.GetValue(count), calls.Bulk(parsed));
            (CallTally tally, TimeSpan elapsed) = calls.Runner(parsed, instances).Run(work);
            return tally.WriteTo(Console.Out, "registrations", elapsed);
        });
        return command;
    }
}
