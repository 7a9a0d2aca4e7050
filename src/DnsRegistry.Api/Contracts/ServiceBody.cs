namespace DnsRegistry.Api.Contracts;

/// <summary>One service with a page of its instances.</summary>
internal sealed record ServiceBody : ServiceSummaryBody
{
    /// <summary>What is set for it, or null.</summary>
    public required SettingsBody? Settings { get; init; }

    /// <summary>The expiry guard; null while it is off.</summary>
    public required GuardBody? Guard { get; init; }

    /// <inheritdoc cref="InstanceListBody.Index"/>
    public required long Index { get; init; }

    /// <inheritdoc cref="InstanceListBody.Items"/>
    public required IReadOnlyList<InstanceBody> Items { get; init; }

    /// <inheritdoc cref="InstanceListBody.Cursor"/>
    public required string? Cursor { get; init; }
}
