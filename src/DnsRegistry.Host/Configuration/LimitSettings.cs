namespace DnsRegistry.Host.Configuration;

/// <summary>The <c>Limits</c> section.</summary>
internal sealed record LimitSettings
{
    /// <summary>Instances in all, at most.</summary>
    public int Instances { get; init; } = 1_000_000;

    /// <summary>Instances of one service, at most.</summary>
    public int InstancesPerService { get; init; } = 10_000;

    /// <summary>Changes that are kept for those who watch and were away, at most.</summary>
    public int ChangesKept { get; init; } = 32_768;

    /// <summary>Changes that may wait to be made durable.</summary>
    public int WaitingChanges { get; init; } = 65_536;

    /// <summary>Event streams and waiting long polls together, at most.</summary>
    public int Watchers { get; init; } = 20_000;

    /// <summary>Overrides of operators in all, at most.</summary>
    public int Overrides { get; init; } = 100_000;
}
