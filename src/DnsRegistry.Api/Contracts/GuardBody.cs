namespace DnsRegistry.Api.Contracts;

/// <summary>The expiry guard while it holds: many instances fell silent at once.</summary>
internal sealed record GuardBody
{
    /// <summary>Instances of this service that stay in DNS although their leases have ended.</summary>
    public required int Held { get; init; }

    /// <summary>When the guard tripped.</summary>
    public required DateTime Since { get; init; }
}
