using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Choice;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// Finds the rule that decides about one query: the first that is about it, that says something the name leaves open, and
/// that leaves somebody to answer with, unless it is forced.
/// </summary>
/// <param name="form">The name.</param>
/// <param name="own">The instances that the name stands for.</param>
/// <param name="others">Instances of other zones that may be answered in their place.</param>
/// <param name="isProtected">Whether instances that are not passing are answered, too.</param>
internal readonly ref struct RouteChoice(NameForm form, ReadOnlySpan<Cell> own, ReadOnlySpan<Cell> others, bool isProtected)
{
    private readonly NameForm _form = form;
    private readonly ReadOnlySpan<Cell> _own = own;
    private readonly ReadOnlySpan<Cell> _others = others;

    /// <summary>Goes through the rules, and leaves in the scratch space what those before the deciding one want done.</summary>
    /// <param name="query">The question.</param>
    /// <param name="routes">The rules.</param>
    /// <param name="leavesNobody">Whether the rule is forced and there is nobody left to answer with.</param>
    /// <returns>The rule that decides; null where none does.</returns>
    internal CompiledRule? Decide(scoped in ZoneQuery query, RouteTable routes, out bool leavesNobody)
    {
        leavesNobody = false;
        ulong place = routes.PlaceOf(query.Client);
        foreach (CompiledRule rule in routes.Compiled)
        {
            // Before the client is looked at: an answer does not depend on who asks where the name leaves a rule nothing to say.
            if (!AppliesTo(rule.Action.Kind, query.Type))
            {
                if (query.Scratch.Trace is { } trace)
                    RouteSteps.NoteNotApplied(trace, rule);
                continue;
            }

            RuleMismatch mismatch = rule.Compare(query, place);
            if (mismatch != RuleMismatch.None)
            {
                if (query.Scratch.Trace is { } trace)
                    RouteSteps.NoteMismatch(trace, rule, mismatch, query, place);
                continue;
            }

            if (rule.Action.Kind == RouteActionKind.Mirror)
            {
                query.Scratch.ChangeEffects().MirrorTo(rule.Action.MirrorTo!);
                if (query.Scratch.Trace is { } trace)
                    RouteSteps.NoteMirror(trace, rule);
                continue;
            }

            leavesNobody = !LeavesAnybody(rule, query.Scratch);
            if (query.Scratch.Trace is { } decided)
                RouteSteps.NoteDecision(decided, rule, leavesNobody);
            if (!leavesNobody || rule.IsForced)
                return rule;
        }

        leavesNobody = false;
        if (query.Scratch.Trace is { } none)
            RouteSteps.NoteNone(none);
        return null;
    }

    /// <summary>Whether the name leaves open what a rule would say: labels that are written win over rules.</summary>
    private bool AppliesTo(RouteActionKind kind, RecordType type) => kind switch
    {
        RouteActionKind.Version => IsOfMany && _form.Version.IsEmpty,
        RouteActionKind.Group => IsOfMany && _form.Group.IsEmpty,
        RouteActionKind.PreferZone => IsOfMany && _form.Zone.IsEmpty && _form.Wish <= ZoneWish.First,
        // TXT of a service is about versions, not about instances.
        RouteActionKind.Pin => IsOfMany && type != RecordType.Txt,
        _ => true,
    };

    /// <summary>Whether the name stands for instances that can be chosen among.</summary>
    private bool IsOfMany => _form.Id.IsEmpty && _form.Prefix != ServicePrefix.Protocol && _form.Wish != ZoneWish.Inner;

    private bool LeavesAnybody(CompiledRule rule, AnswerScratch scratch) => rule.Action.Kind switch
    {
        RouteActionKind.Version => LeavesAnybody(_form.WithVersion(rule.Label.Span), default, default, scratch),
        RouteActionKind.Group => LeavesAnybody(_form.WithGroup(rule.Label.Span), default, default, scratch),
        RouteActionKind.Pin => LeavesAnybody(_form, default, new AddressLimits(rule.IPv4.Span, rule.IPv6.Span), scratch),
        RouteActionKind.PreferZone => LeavesAnybody(_form, rule.Label.Span, default, scratch),
        _ => true,
    };

    private bool LeavesAnybody(
        scoped in NameForm narrowed, scoped ReadOnlySpan<byte> zone, scoped AddressLimits pins, AnswerScratch scratch) =>
        IsAnybodyIn(_own, narrowed, zone, pins, scratch) || IsAnybodyIn(_others, narrowed, zone, pins, scratch);

    private bool IsAnybodyIn(
        ReadOnlySpan<Cell> cells,
        scoped in NameForm narrowed,
        scoped ReadOnlySpan<byte> zone,
        scoped AddressLimits pins,
        AnswerScratch scratch)
    {
        foreach (Cell cell in cells)
        {
            if (narrowed.MatchesInZone(cell) && (zone.IsEmpty || zone.SequenceEqual(cell.Zone)) && HasCandidate(cell, pins, scratch))
                return true;
        }

        return false;
    }

    private bool HasCandidate(Cell cell, scoped AddressLimits pins, AnswerScratch scratch)
    {
        bool isPlain = pins.IsEmpty && _form.Prefix == ServicePrefix.None;
        if (isPlain && !isProtected)
            return cell.EligibleCount > 0;

        var wanted = new IsWanted(pins, new HasPort(_form.PortName, _form.IsUdp), needsPort: _form.Prefix != ServicePrefix.None);
        return MemberGathering.Gather(new ReadOnlySpan<Cell>(in cell), wanted, isProtected, 0, scratch.Picks(1), out _) > 0;
    }
}
