using System.ComponentModel.DataAnnotations;

namespace DnsRegistry.Api.Contracts;

/// <summary>
/// One decision. Beside these fields a step has what it rests on: <c>registered</c>, <c>rule</c>, <c>ttlSeconds</c> and others.
/// </summary>
internal sealed record ExplainedStepBody
{
    /// <summary>What was decided.</summary>
    [AllowedValues("client", "zone", "name", "service", "instances", "rule", "tier", "records", "lifetime")]
    public required string Step { get; init; }

    /// <summary>How and why.</summary>
    public required string Text { get; init; }
}
