namespace DnsRegistry.Api.Contracts;

/// <summary>What is wrong with a call (RFC 9457).</summary>
internal sealed record ProblemBody
{
    /// <summary>The stable identifier of the kind of problem: compare this.</summary>
    public required string Type { get; init; }

    /// <summary>A summary for people.</summary>
    public required string Title { get; init; }

    /// <summary>The status code.</summary>
    public required int Status { get; init; }

    /// <summary>What happened this time.</summary>
    public string Detail { get; init; } = "";

    /// <summary>For a request that is not valid: each field at fault and the rules that it breaks.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
