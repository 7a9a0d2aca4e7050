using System.Diagnostics;
using System.Net.Sockets;
using DnsRegistry.LoadGenerator.Http;
using DnsRegistry.LoadGenerator.Layout;
using DnsRegistry.LoadGenerator.Measuring;

namespace DnsRegistry.LoadGenerator.Workloads;

/// <summary>
/// Makes calls over many connections with few threads. Every connection has exactly one request under way: a thread goes
/// round its connections, waits for the answer of each, and sends the next request there at once. That is two system calls
/// for a call and hardly ever a wait, the cheapest there is; the time of a call contains its wait for the thread to come round.
/// </summary>
/// <param name="server">Where to call.</param>
/// <param name="layout">The names.</param>
/// <param name="connections">Connections in all.</param>
/// <param name="threads">Threads that share them.</param>
internal sealed class CallRunner(Uri server, ServiceLayout layout, int connections, int threads)
{
    /// <summary>Makes all the calls of a workload.</summary>
    public (CallTally Tally, TimeSpan Elapsed) Run(IWorkload workload)
    {
        var all = new CallTally();
        CallTally[] tallies = [.. Enumerable.Range(0, threads).Select(_ => new CallTally { Faults = all.Faults })];
        RegistryConnection[] open = [.. Enumerable.Range(0, connections).Select(_ => server.Connect())];
        long start = Stopwatch.GetTimestamp();
        Thread[] running =
        [
            .. tallies.Select((tally, number) => new Thread(() =>
                Run(workload, [.. open.Where((_, index) => index % threads == number)], tally))),
        ];
        foreach (Thread thread in running)
            thread.Start();
        foreach (Thread thread in running)
            thread.Join();

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        foreach (CallTally tally in tallies)
            all.Add(tally);
        foreach (RegistryConnection connection in open)
            connection.Dispose();
        return (all, elapsed);
    }

    private void Run(IWorkload workload, RegistryConnection[] mine, CallTally tally)
    {
        var writer = new RequestWriter(layout, server.Authority);
        var items = new int[mine.Length];
        var sentAt = new long[mine.Length];
        try
        {
            for (int i = 0; i < mine.Length; i++)
                Send(i);

            for (int open = items.Count(count => count > 0), i = 0; open > 0; i = (i + 1) % mine.Length)
            {
                if (items[i] == 0)
                    continue;

                HttpReply reply = mine[i].Receive();
                tally.Latency.Record(Stopwatch.GetTimestamp() - sentAt[i]);
                if (workload.IsRight(reply, items[i]))
                    tally.Items += items[i];
                else
                    tally.Faults.Add(reply.ToString());
                if (!Send(i))
                    open--;
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidDataException)
        {
            tally.Faults.Add(exception.Message);
        }

        bool Send(int i)
        {
            ReadOnlySpan<byte> request = workload.Next(writer, out items[i]);
            if (request.IsEmpty)
            {
                items[i] = 0;
                return false;
            }

            sentAt[i] = Stopwatch.GetTimestamp();
            mine[i].Send(request);
            return true;
        }
    }
}
