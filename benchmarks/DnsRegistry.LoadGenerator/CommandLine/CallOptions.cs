using System.CommandLine;
using DnsRegistry.LoadGenerator.Layout;
using DnsRegistry.LoadGenerator.Workloads;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary>How a command calls: over how many connections, and how many things in a call.</summary>
internal sealed class CallOptions
{
    private readonly Option<Uri> _http = ServerOption.Http();
    private readonly Option<int> _connections = NumberOption.Of("--connections", "Keep-alive connections, one call under way on each.", 64);
    private readonly Option<int> _threads = NumberOption.Of("--threads", "Threads that share the connections.", 2);
    private readonly Option<int> _bulk = NumberOption.Of("--bulk", "Instances of a call; 1: a call for each.", 1, 1, 30_000);

    /// <summary>Offers the options with a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_http);
        command.Options.Add(_connections);
        command.Options.Add(_threads);
        command.Options.Add(_bulk);
    }

    /// <summary>Instances of a call.</summary>
    public int Bulk(ParseResult parsed) => parsed.GetValue(_bulk);

    /// <summary>Where to call.</summary>
    public Uri Server(ParseResult parsed) => parsed.GetRequiredValue(_http);

    /// <summary>What makes the calls.</summary>
    public CallRunner Runner(ParseResult parsed, ServiceLayout layout)
    {
        int connections = parsed.GetValue(_connections);
        return new CallRunner(Server(parsed), layout, connections, Math.Min(connections, parsed.GetValue(_threads)));
    }
}
