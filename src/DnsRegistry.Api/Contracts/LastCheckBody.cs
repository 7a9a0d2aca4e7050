namespace DnsRegistry.Api.Contracts;

/// <summary>What the server's last check of an instance found.</summary>
internal sealed record LastCheckBody
{
    /// <summary>Whether the instance was well.</summary>
    public required bool Passed { get; init; }

    /// <summary>What was seen, for people.</summary>
    public required string Text { get; init; }

    /// <summary>When.</summary>
    public required DateTime At { get; init; }
}
