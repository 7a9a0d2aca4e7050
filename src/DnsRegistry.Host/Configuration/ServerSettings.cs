using System.Net;

namespace DnsRegistry.Host.Configuration;

/// <summary>Everything an operator can set, checked. The defaults are those of the README.</summary>
internal sealed record ServerSettings
{
    /// <summary>What concerns the DNS side.</summary>
    public DnsSettings Dns { get; init; } = new();

    /// <summary>What concerns the HTTP side.</summary>
    public HttpSettings Http { get; init; } = new();

    /// <summary>Which networks belong to which zone: data centre, machine room, availability zone.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IPNetwork>> Zones { get; init; } = new Dictionary<string, IReadOnlyList<IPNetwork>>();

    /// <summary>How long leases are, and what happens when they end.</summary>
    public LeaseSettings Leases { get; init; } = new();

    /// <summary>What concerns the checks that the server makes.</summary>
    public CheckSettings Checks { get; init; } = new();

    /// <summary>How long everything goes on after the first signal to stop, while <c>/ready</c> says no.</summary>
    public int GraceSeconds { get; init; } = 1;

    /// <summary>How much may be registered.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>The folder of the registrations, relative to the working directory.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>The folder of the zone files, relative to the working directory.</summary>
    public string ZoneFolder { get; init; } = "zones";

    /// <summary>The least severe messages that are logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
