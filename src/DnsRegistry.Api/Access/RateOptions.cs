namespace DnsRegistry.Api.Access;

/// <summary>How often anybody may call.</summary>
public sealed record RateOptions
{
    /// <summary>Requests a second of one client address; 0 for any number.</summary>
    public int RequestsPerSecondPerAddress { get; init; }

    /// <summary>Requests a second of one token; 0 for any number.</summary>
    public int RequestsPerSecondPerToken { get; init; }

    /// <summary>So many seconds' worth may come at once after a silence.</summary>
    public int BurstSeconds { get; init; } = 10;
}
