namespace DnsRegistry.Api.Contracts;

/// <summary>What became of a bulk heartbeat.</summary>
internal sealed record HeartbeatsAnswer
{
    /// <summary>Leases that start anew.</summary>
    public required int Renewed { get; init; }

    /// <summary>Instances that are not registered; register them again.</summary>
    public required IReadOnlyList<InstanceKeyBody> Unknown { get; init; }

    /// <summary>Instances that were registered with another token; missing when there are none.</summary>
    public IReadOnlyList<InstanceKeyBody> NotOwned { get; init; } = [];

    /// <summary>Instances that were registered again since, which were left alone; missing when there are none.</summary>
    public IReadOnlyList<InstanceKeyBody> OtherGeneration { get; init; } = [];

    /// <summary>Instances of services that the token may not change; missing when there are none.</summary>
    public IReadOnlyList<InstanceKeyBody> Forbidden { get; init; } = [];
}
