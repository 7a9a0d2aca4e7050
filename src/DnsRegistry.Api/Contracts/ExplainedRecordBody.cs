namespace DnsRegistry.Api.Contracts;

/// <summary>One record.</summary>
internal sealed record ExplainedRecordBody
{
    /// <summary>The owner name.</summary>
    public required string Name { get; init; }

    /// <summary>The type.</summary>
    public required string Type { get; init; }

    /// <summary>The TTL.</summary>
    public required long TtlSeconds { get; init; }

    /// <summary>The data as zone files have it.</summary>
    public required string Data { get; init; }
}
