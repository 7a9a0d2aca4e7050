namespace DnsRegistry.Api.Contracts;

/// <summary>What became of a deregistration.</summary>
internal sealed record DrainAnswer
{
    /// <summary>How long after the deregistration an answer with the instance in it may live in a cache, in milliseconds.</summary>
    public required long DrainMs { get; init; }
}
