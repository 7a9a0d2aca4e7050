namespace DnsRegistry.Api.Contracts;

/// <summary>What became of one item of a bulk registration.</summary>
internal sealed record BulkRegistrationItem
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The id within the service.</summary>
    public required string Id { get; init; }

    /// <summary>201 new, 200 known, 409 or 403 refused.</summary>
    public required int Status { get; init; }

    /// <summary>As in the answer to a single registration; missing when refused.</summary>
    public long Generation { get; init; }

    /// <summary>As in the answer to a single registration; missing when refused.</summary>
    public long Revision { get; init; }

    /// <summary>As in the answer to a single registration; missing when refused.</summary>
    public DateTime? LeaseEndsAt { get; init; }

    /// <summary>As in the answer to a single registration; missing when refused.</summary>
    public long? NextHeartbeatMs { get; init; }

    /// <summary>Why it was refused; missing when registered.</summary>
    public ProblemBody? Problem { get; init; }
}
