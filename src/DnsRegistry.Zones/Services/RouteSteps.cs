using System.Globalization;
using System.Text;
using DnsRegistry.Zones.Routes;
using DnsRegistry.Zones.Tracing;

namespace DnsRegistry.Zones.Services;

/// <summary>Says in words what became of a rule.</summary>
internal static class RouteSteps
{
    /// <summary>It is not about the query.</summary>
    internal static void NoteMismatch(AnswerTrace trace, CompiledRule rule, RuleMismatch mismatch, scoped in ZoneQuery query, ulong place)
    {
        string why = mismatch switch
        {
            RuleMismatch.IsOver => "its time is over",
            RuleMismatch.Transport => "it is for UDP alone, and the query came over TCP",
            RuleMismatch.Client => $"the client {query.Client} is in none of its networks",
            RuleMismatch.Zone => $"the client's zone is {ZoneName(query.FindClientZone())}",
            _ => $"the client stands at {ClientShare.Describe(place)} % of this service's clients, the rule takes the first "
                + $"{rule.Percent.ToString("0.###", CultureInfo.InvariantCulture)} %",
        };
        Note(trace, rule, "no match", $"is not about this query: {why}");
    }

    /// <summary>It copies the query.</summary>
    internal static void NoteMirror(AnswerTrace trace, CompiledRule rule) =>
        Note(trace, rule, "mirrored", $"copies the query to {rule.Action.MirrorTo}; the next rules decide about the answer");

    /// <summary>The name says itself what the rule would say, or has no use for it.</summary>
    internal static void NoteNotApplied(AnswerTrace trace, CompiledRule rule) =>
        Note(trace, rule, "does not apply", $"is passed over: {What(rule.Action)} is not left open by the name, and names win over rules");

    /// <summary>It decides, or would leave nobody.</summary>
    internal static void NoteDecision(AnswerTrace trace, CompiledRule rule, bool leavesNobody)
    {
        if (!leavesNobody)
            Note(trace, rule, "decides", $"decides: {What(rule.Action)}");
        else if (rule.IsForced)
            Note(trace, rule, "decides", $"decides: {What(rule.Action)}, although it leaves nobody who is passing, because it is forced");
        else
            Note(trace, rule, "leaves nobody", $"is passed over: {What(rule.Action)} would leave nobody who is passing");
    }

    /// <summary>No rule decides.</summary>
    internal static void NoteNone(AnswerTrace trace) => trace.Note(AnswerStepKind.Rule, "no rule decides about the answer");

    private static void Note(AnswerTrace trace, CompiledRule rule, string outcome, string text) => trace.Note(
        AnswerStepKind.Rule,
        $"rule {rule.Name} {text}",
        KeyValuePair.Create<string, object>("rule", rule.Name),
        KeyValuePair.Create<string, object>("outcome", outcome));

    private static string ZoneName(ReadOnlySpan<byte> zone) => zone.IsEmpty ? "unknown" : Encoding.ASCII.GetString(zone);

    private static string What(RouteAction action) => action.Kind switch
    {
        RouteActionKind.Version => $"version {action.Label}",
        RouteActionKind.Group => $"group {action.Label}",
        RouteActionKind.Pin => $"the instances with {string.Join(", ", action.Pinned)}",
        RouteActionKind.PreferZone => $"zone {action.Label} first",
        RouteActionKind.Block => $"block with {action.Block.ToString().ToUpperInvariant()}",
        RouteActionKind.Fault => What(action.Fault!),
        _ => "mirror",
    };

    private static string What(FaultInjection fault) => fault.Kind switch
    {
        FaultKind.Delay => $"fault, a delay of {fault.DelayMilliseconds} ms",
        FaultKind.Address => $"fault, the addresses {string.Join(", ", fault.Addresses)} instead",
        FaultKind.Drop => "fault, no answer at all",
        FaultKind.Truncate => "fault, TC and no records",
        _ => $"fault, {fault.Kind.ToString().ToUpperInvariant()}",
    };
}
