using System.CommandLine;
using DnsRegistry.LoadGenerator.Layout;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary>Which services and instances a command is about.</summary>
internal sealed class LayoutOptions
{
    private const int MaxPerService = 250;

    private readonly Option<int> _services;
    private readonly Option<int> _perService;
    private readonly Option<int> _lease;

    /// <summary>Options with these defaults.</summary>
    public LayoutOptions(int services, int perService)
    {
        _services = NumberOption.Of("--services", "Services.", services, 1, 1 << 24);
        _perService = NumberOption.Of("--per-service", "Instances of each service.", perService, 1, MaxPerService);
        _lease = NumberOption.Of("--lease", "Their lease in seconds; 0: static, without heartbeats.", 3600, 0, 86400);
    }

    /// <summary>Offers the options with a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_services);
        command.Options.Add(_perService);
        command.Options.Add(_lease);
    }

    /// <summary>What was given.</summary>
    public ServiceLayout Read(ParseResult parsed) =>
        new(parsed.GetValue(_services), parsed.GetValue(_perService), parsed.GetValue(_lease));
}
