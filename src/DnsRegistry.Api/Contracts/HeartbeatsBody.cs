namespace DnsRegistry.Api.Contracts;

/// <summary>A bulk heartbeat.</summary>
internal sealed record HeartbeatsBody
{
    /// <summary>The instances to renew.</summary>
    public required IReadOnlyList<HeartbeatBody> Instances { get; init; }
}
