using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DnsRegistry.LoadGenerator.Dns;
using DnsRegistry.LoadGenerator.Http;
using DnsRegistry.LoadGenerator.Layout;
using DnsRegistry.LoadGenerator.Measuring;
using DnsRegistry.LoadGenerator.Truth;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary><c>visible</c>: whether what is acknowledged is in DNS at once.</summary>
internal static class VisibleCommand
{
    private const int PerService = 10;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<Uri> http = ServerOption.Http();
        Option<IPEndPoint> dns = ServerOption.Dns();
        Option<int> count = NumberOption.Of("--count", "Instances.", 10_000, 1, 1_000_000);
        var command = new Command(
            "visible",
            "Register instances one after the other, then deregister them, and ask DNS once at every acknowledgement: the first "
            + "answer has to know.")
        {
            http, dns, count,
        };
        command.SetAction(parsed =>
        {
            try
            {
                return Run(parsed.GetRequiredValue(http), parsed.GetRequiredValue(dns), parsed.GetValue(count));
            }
            catch (Exception exception) when (exception is SocketException or InvalidDataException)
            {
                Console.Error.WriteLine(exception.Message);
                return 1;
            }
        });
        return command;
    }

    private static int Run(Uri http, IPEndPoint dns, int count)
    {
        // A name of this run only: that of an earlier one might be in DNS already.
        var layout = new ServiceLayout((count + PerService - 1) / PerService, PerService, 3600, $"visible-{Environment.ProcessId}-");
        var writer = new RequestWriter(layout, http.Authority);
        using RegistryConnection connection = http.Connect();
        using var asker = new DnsAsker(dns, new Random(1));
        var tally = new CallTally();
        var late = new FaultList();
        long start = Stopwatch.GetTimestamp();
        for (int index = 0; index < 2 * count; index++)
        {
            bool registers = index < count;
            InstanceSpec instance = layout[index % count];
            long sentAt = Stopwatch.GetTimestamp();
            HttpReply reply = connection.Call(registers ? writer.Register(instance) : writer.Deregister(instance));
            tally.Latency.Record(Stopwatch.GetTimestamp() - sentAt);
            tally.Items++;
            if (reply.Status is not (200 or 201))
                tally.Faults.Add(reply.ToString());

            var answer = new RightAnswer(layout, instance.Service);
            DnsQuestion question = answer.AddressOf(instance.Instance);
            if (asker.Ask(question) is not { } answered || !answer.Allows(question, answered, registers ? [instance] : []))
                late.Add($"{question} after {(registers ? "registration" : "deregistration")}");
        }

        int code = tally.WriteTo(Console.Out, "registrations and deregistrations", Stopwatch.GetElapsedTime(start));
        late.WriteTo(Console.Out, "not seen in the first answer");
        return late.Count > 0 ? 1 : code;
    }
}
