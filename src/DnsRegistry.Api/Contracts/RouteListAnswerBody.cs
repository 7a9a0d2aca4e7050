namespace DnsRegistry.Api.Contracts;

/// <summary>The route rules of a service as they are kept.</summary>
internal sealed record RouteListAnswerBody : RouteListBody
{
    /// <summary>The revision of the registry that wrote them.</summary>
    public required long Revision { get; init; }

    /// <summary>Rules that do nothing, now or in this list ever: one sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
