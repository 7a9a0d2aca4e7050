namespace DnsRegistry.Registry.Leases.Guarding;

/// <summary>When leases that end together are taken for a fault of the network, and what is done then.</summary>
public sealed record ExpiryGuardOptions
{
    /// <summary>The share of all leases in percent that has to fall silent within one lease; 0 switches the guard off.</summary>
    public int SharePercent { get; init; } = 30;

    /// <summary>Leases that have to fall silent at least: a handful is never more than itself.</summary>
    public int LeastLeases { get; init; } = 10;

    /// <summary>How many of its leases an instance is held at most.</summary>
    public int HoldLeases { get; init; } = 10;

    /// <summary>The share of the held instances in percent that may be withdrawn in one pass; at least one may.</summary>
    public int WithdrawPercent { get; init; } = 15;

    /// <summary>The time from the end of one pass of probes to the next.</summary>
    public TimeSpan PassInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one probe waits for its answer.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Probes that are under way at a time.</summary>
    public int ProbesAtOnce { get; init; } = 64;

    /// <summary>How a held instance is asked whether it is there.</summary>
    public ISuspectProbe Probe { get; init; } = new TcpSuspectProbe();
}
