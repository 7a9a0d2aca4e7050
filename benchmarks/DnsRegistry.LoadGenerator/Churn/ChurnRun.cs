using DnsRegistry.LoadGenerator.Layout;
using DnsRegistry.LoadGenerator.Measuring;

namespace DnsRegistry.LoadGenerator.Churn;

/// <summary>Several changers that share the services of a layout and a rate.</summary>
internal sealed class ChurnRun
{
    private readonly List<(Thread Thread, CallTally Tally)> _running = [];
    private readonly CallTally _all = new();

    /// <summary>Begins.</summary>
    /// <param name="server">Where to call.</param>
    /// <param name="layout">The services, all as <c>register</c> leaves them.</param>
    /// <param name="perSecond">Changes a second in all.</param>
    /// <param name="connections">Changers, each with a connection.</param>
    /// <param name="duration">How long.</param>
    /// <param name="seed">Where the choices begin.</param>
    /// <param name="witness">Is told of each change.</param>
    public ChurnRun(
        Uri server, ServiceLayout layout, int perSecond, int connections, TimeSpan duration, int seed, IChangeWitness? witness = null)
    {
        connections = Math.Min(connections, layout.Services);
        for (int number = 0; number < connections; number++)
        {
            var choose = new Random(HashCode.Combine(seed, number));
            var services = new List<ServiceTruth>();
            for (int service = number; service < layout.Services; service += connections)
                services.Add(new ServiceTruth(service, layout.PerService, choose));

            var changer = new Changer(server, layout, [.. services], choose, witness);
            var tally = new CallTally { Faults = _all.Faults };
            var thread = new Thread(() =>
            {
                using (changer)
                    changer.Run((double)perSecond / connections, duration, tally);
            });
            _running.Add((thread, tally));
        }

        foreach ((Thread thread, _) in _running)
            thread.Start();
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>What came of it.</returns>
    public CallTally Wait()
    {
        foreach ((Thread thread, CallTally tally) in _running)
        {
            thread.Join();
            _all.Add(tally);
        }

        return _all;
    }
}
