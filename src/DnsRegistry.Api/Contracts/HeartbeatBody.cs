namespace DnsRegistry.Api.Contracts;

/// <summary>One heartbeat of a bulk call.</summary>
internal sealed record HeartbeatBody
{
    /// <inheritdoc cref="InstanceKeyBody.Service"/>
    public required string Service { get; init; }

    /// <inheritdoc cref="InstanceKeyBody.Id"/>
    public required string Id { get; init; }

    /// <summary>The generation to renew; another one is left alone. Left out, any.</summary>
    public long? Generation { get; init; }
}
