using DnsRegistry.Zones.Tracing;

namespace DnsRegistry.Api.Explaining;

/// <summary>Everything that is known about one answer.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Answer">The answer, and the steps to it.</param>
/// <param name="Instances">Who has the labels of the name, and who of them takes no part.</param>
internal sealed record Explanation(ExplainQuery Query, ExplainedAnswer Answer, IReadOnlyList<ExplainedInstance> Instances);
