namespace DnsRegistry.Api.Contracts;

/// <summary>A page of services, in the order of their names.</summary>
internal sealed record ServiceListBody
{
    /// <inheritdoc cref="InstanceListBody.Index"/>
    public required long Index { get; init; }

    /// <summary>The services.</summary>
    public required IReadOnlyList<ServiceSummaryBody> Items { get; init; }

    /// <inheritdoc cref="InstanceListBody.Cursor"/>
    public required string? Cursor { get; init; }
}
