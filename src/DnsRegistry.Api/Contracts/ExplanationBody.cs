namespace DnsRegistry.Api.Contracts;

/// <summary>What a client would be answered, and why.</summary>
internal sealed record ExplanationBody
{
    /// <summary>The name that is asked for.</summary>
    public required string Name { get; init; }

    /// <summary>The record type.</summary>
    public required string Type { get; init; }

    /// <summary>The address of the client.</summary>
    public required string Client { get; init; }

    /// <summary>Whether nothing would be sent; then there is no answer here either.</summary>
    public required bool Dropped { get; init; }

    /// <summary>The response code.</summary>
    public string Rcode { get; init; } = "";

    /// <summary>The AA bit.</summary>
    public bool Authoritative { get; init; }

    /// <summary>The TC bit.</summary>
    public bool Truncated { get; init; }

    /// <summary>The answer section. Its order is another one each time.</summary>
    public IReadOnlyList<ExplainedRecordBody> Answer { get; init; } = [];

    /// <summary>The authority section.</summary>
    public IReadOnlyList<ExplainedRecordBody> Authority { get; init; } = [];

    /// <summary>The additional section.</summary>
    public IReadOnlyList<ExplainedRecordBody> Additional { get; init; } = [];

    /// <summary>The extended error (RFC 8914), where there is one.</summary>
    public ExtendedErrorBody? ExtendedError { get; init; }

    /// <summary>How much later the answer would be sent.</summary>
    public required int DelayMs { get; init; }

    /// <summary>Servers that the query would be copied to.</summary>
    public required IReadOnlyList<string> MirroredTo { get; init; }

    /// <summary>Each decision in its order.</summary>
    public required IReadOnlyList<ExplainedStepBody> Steps { get; init; }

    /// <summary>Up to 100 instances with the labels of the name.</summary>
    public required IReadOnlyList<ExplainedInstanceBody> Instances { get; init; }

    /// <summary>All of it for people.</summary>
    public required string Text { get; init; }
}
