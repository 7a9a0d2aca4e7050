namespace DnsRegistry.Api.Contracts;

/// <summary>A bulk heartbeat.</summary>
internal sealed record HeartbeatsBody
{
    /// <summary>The instances to renew.</summary>
    public required IReadOnlyList<InstanceKeyBody> Instances { get; init; }
}
