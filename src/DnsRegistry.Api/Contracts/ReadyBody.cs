namespace DnsRegistry.Api.Contracts;

/// <summary>Whether the server should be asked.</summary>
internal sealed record ReadyBody
{
    /// <summary><c>ready</c> or <c>not ready</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What is still missing.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
