namespace DnsRegistry.Api.Contracts;

/// <summary>What became of a bulk registration.</summary>
internal sealed record BulkRegistrationAnswer
{
    /// <summary>Instances that were new.</summary>
    public required int Created { get; init; }

    /// <summary>Instances that were known.</summary>
    public required int Replaced { get; init; }

    /// <summary>Instances that were refused.</summary>
    public required int Refused { get; init; }

    /// <summary>Each item, in the order of the request.</summary>
    public required IReadOnlyList<BulkRegistrationItem> Items { get; init; }
}
