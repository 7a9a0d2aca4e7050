using System.Net;
using DnsRegistry.Wire.Messages;

namespace DnsRegistry.Zones.Tracing;

/// <summary>An answer and how it came about.</summary>
/// <param name="Response">What the client would receive; null for silence.</param>
/// <param name="Steps">The decisions in their order.</param>
public sealed record ExplainedAnswer(ResponseMessage? Response, IReadOnlyList<AnswerStep> Steps)
{
    /// <summary>How much later it would be sent.</summary>
    public int DelayMilliseconds { get; init; }

    /// <summary>Servers that the query would be copied to.</summary>
    public IReadOnlyList<IPEndPoint> Mirrors { get; init; } = [];
}
