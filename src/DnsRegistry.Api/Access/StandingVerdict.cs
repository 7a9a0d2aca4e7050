using DnsRegistry.Api.Problems;

namespace DnsRegistry.Api.Access;

/// <summary>What becomes of a call that stays open, once tokens have changed.</summary>
/// <param name="Refusal">What it would be answered if it came now; null when it may go on.</param>
/// <param name="SeesLess">Whether it may no longer see all that it saw.</param>
internal readonly record struct StandingVerdict(Problem? Refusal, bool SeesLess);
