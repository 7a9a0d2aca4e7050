namespace DnsRegistry.Api.Contracts;

/// <summary>That the process answers.</summary>
internal sealed record HealthBody
{
    /// <summary>Always <c>ok</c>.</summary>
    public required string Status { get; init; }
}
