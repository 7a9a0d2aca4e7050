namespace DnsRegistry.Api.Contracts;

/// <summary>Names one instance.</summary>
internal sealed record InstanceKeyBody
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The id within the service.</summary>
    public required string Id { get; init; }
}
