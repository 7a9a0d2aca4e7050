using System.CommandLine;
using System.Diagnostics;
using System.Net;
using DnsRegistry.LoadGenerator.Churn;
using DnsRegistry.LoadGenerator.Layout;
using DnsRegistry.LoadGenerator.Measuring;
using DnsRegistry.LoadGenerator.Truth;
using DnsRegistry.LoadGenerator.Workloads;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary><c>verify</c>: whether DNS tells the truth while everything changes.</summary>
internal static class VerifyCommand
{
    private const int RegistrationsPerCall = 1000;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var layout = new LayoutOptions(services: 100, perService: 3);
        Option<Uri> http = ServerOption.Http();
        Option<IPEndPoint> dns = ServerOption.Dns();
        Option<int> rate = NumberOption.Of("--rate", "Changes a second.", 1000);
        Option<int> connections = NumberOption.Of("--connections", "Connections that share the rate.", 8);
        Option<int> askers = NumberOption.Of("--askers", "Threads that ask DNS.", 2);
        Option<int> duration = NumberOption.Of("--duration", "Seconds.", 10);
        var command = new Command(
            "verify",
            "Register services of its own, change them, and ask about them meanwhile: every answer has to be one that was true at "
            + "some moment between question and answer.")
        {
            http, dns, rate, connections, askers, duration,
        };
        layout.AddTo(command);
        command.SetAction(parsed =>
        {
            // A name of this run only: what an earlier one may have left would be answered too.
            ServiceLayout services = layout.Read(parsed) with { Prefix = $"verify-{Environment.ProcessId}-" };
            Uri server = parsed.GetRequiredValue(http);
            var work = new Registrations(services, 0, services.Count, RegistrationsPerCall);
            CallTally registered = new CallRunner(server, services, connections: 1, threads: 1).Run(work).Tally;
            if (registered.Faults.Count > 0)
                return registered.WriteTo(Console.Out, "registrations", TimeSpan.FromSeconds(1));

            var time = TimeSpan.FromSeconds(parsed.GetValue(duration));
            var histories = new Histories(services);
            int seed = Environment.ProcessId;
            var churn = new ChurnRun(server, services, parsed.GetValue(rate), parsed.GetValue(connections), time, seed, histories);
            return Verify(parsed.GetRequiredValue(dns), services, histories, churn, parsed.GetValue(askers), time);
        });
        return command;
    }

    private static int Verify(
        IPEndPoint dns, ServiceLayout services, Histories histories, ChurnRun churn, int askers, TimeSpan time)
    {
        var wrong = new FaultList();
        long end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        Verifier[] verifiers =
            [.. Enumerable.Range(0, askers).Select(seed => new Verifier(dns, services, histories, new Random(seed), wrong))];
        Thread[] asking =
        [
            .. verifiers.Select(verifier => new Thread(() =>
            {
                while (Stopwatch.GetTimestamp() < end)
                    verifier.AskAny();
            })),
        ];
        foreach (Thread thread in asking)
            thread.Start();
        foreach (Thread thread in asking)
            thread.Join();

        // And when all is quiet again, nothing but the last state will do.
        CallTally changes = churn.Wait();
        for (int service = 0; service < services.Services; service++)
            verifiers[0].AskAll(service);

        var latency = new LatencyHistogram();
        foreach (Verifier verifier in verifiers)
        {
            latency.Add(verifier.Latency);
            verifier.Dispose();
        }

        int code = changes.WriteTo(Console.Out, "changes", time);
        Console.WriteLine(
            $"answers checked: {verifiers.Sum(verifier => verifier.Checked):N0}, "
            + $"{verifiers.Sum(verifier => verifier.CheckedInChange):N0} of them while a change of the service was under way");
        Console.WriteLine($"latency of an answer: {latency}");
        wrong.WriteTo(Console.Out, "wrong answers");
        return wrong.Count > 0 ? 1 : code;
    }
}
