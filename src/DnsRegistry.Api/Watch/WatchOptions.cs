namespace DnsRegistry.Api.Watch;

/// <summary>Limits of watching.</summary>
public sealed record WatchOptions
{
    /// <summary>Event streams and waiting long polls together, at most.</summary>
    public int MaxWatchers { get; init; } = 20_000;
}
