namespace DnsRegistry.Api.Contracts;

/// <summary>A page of instances, in the order of their ids.</summary>
internal sealed record InstanceListBody
{
    /// <summary>The revision of the registry that the page shows at least.</summary>
    public required long Index { get; init; }

    /// <summary>The instances.</summary>
    public required IReadOnlyList<InstanceBody> Items { get; init; }

    /// <summary>Give it as <c>?cursor=</c> to get the next page; null on the last.</summary>
    public required string? Cursor { get; init; }
}
