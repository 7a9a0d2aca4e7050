using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Choice;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Zones.Services;

/// <content>What route rules change.</content>
public sealed partial class ServiceZone
{
    /// <summary>Answers a name of a service with rules. Whether the name exists is not for them to say.</summary>
    private Rcode AnswerRouted(
        scoped in ZoneQuery query,
        scoped in NameForm form,
        ServiceAnswers answers,
        RouteTable routes,
        scoped in ServiceSelection selection,
        scoped in ServiceSelection reserve,
        bool canHelp,
        bool isProtected,
        ref ResponseWriter writer)
    {
        if (!Exists(form, selection, reserve, query.Scratch))
            return NoMatch(query, ref writer);

        var choice = new RouteChoice(form, selection.Cells, canHelp ? reserve.Cells : default, isProtected);
        CompiledRule? rule = choice.Decide(query, routes, out bool leavesNobody);
        if (rule is null)
            return AnswerNarrowed(query, form, answers, default, isProtected, ref writer);

        RoutedAnswer.SayWhy(rule, ref writer);
        if (leavesNobody)
        {
            writer.SetExtendedError(ExtendedErrorCode.Other, rule.Reason.Span);
            return Nobody(query, answers.Policy, ref writer);
        }

        switch (rule.Action.Kind)
        {
            case RouteActionKind.Version:
                return AnswerNarrowed(query, form.WithVersion(rule.Label.Span), answers, default, isProtected, ref writer);
            case RouteActionKind.Group:
                return AnswerNarrowed(query, form.WithGroup(rule.Label.Span), answers, default, isProtected, ref writer);
            case RouteActionKind.PreferZone:
                return AnswerNarrowed(query, form.Preferring(rule.Label.Span), answers, default, isProtected, ref writer);
            case RouteActionKind.Pin:
                return AnswerNarrowed(
                    query, form, answers, new AddressLimits(rule.IPv4.Span, rule.IPv6.Span), isProtected, ref writer);
            case RouteActionKind.Block:
                return AnswerMadeUp(query, rule, ref writer);
            default:
                return AnswerFaulty(query, form, answers, rule, isProtected, ref writer);
        }
    }

    private Rcode AnswerFaulty(
        scoped in ZoneQuery query,
        scoped in NameForm form,
        ServiceAnswers answers,
        CompiledRule rule,
        bool isProtected,
        ref ResponseWriter writer)
    {
        FaultInjection fault = rule.Action.Fault!;
        bool isAddress = form.Prefix == ServicePrefix.None && query.Type is RecordType.A or RecordType.Aaaa;
        switch (fault.Kind)
        {
            case FaultKind.Delay:
                query.Scratch.ChangeEffects().Delay(fault.DelayMilliseconds);
                return AnswerNarrowed(query, form, answers, default, isProtected, ref writer);
            case FaultKind.Address when isAddress:
                return RoutedAnswer.TryWriteAddresses(rule, query.Type, answers.Policy.TtlSeconds, query.NowMilliseconds, ref writer)
                    ? Rcode.NoError
                    : NoData(ref writer);
            case FaultKind.Address:
                return AnswerNarrowed(query, form, answers, new AddressLimits { LeavesOutTargets = true }, isProtected, ref writer);
            default:
                return AnswerMadeUp(query, rule, ref writer);
        }
    }

    /// <summary>An answer that has no records, whoever is registered.</summary>
    private Rcode AnswerMadeUp(scoped in ZoneQuery query, CompiledRule rule, ref ResponseWriter writer)
    {
        Rcode rcode = RoutedAnswer.RcodeOf(rule.Action);
        switch (rule.Action.Fault?.Kind)
        {
            case FaultKind.Drop:
                query.Scratch.ChangeEffects().Drop();
                return rcode;
            case FaultKind.Truncate:
                writer.IsTruncated = true;
                return rcode;
        }

        if (rcode == Rcode.NXDomain)
            return NameError(ref writer);
        if (rcode == Rcode.NoError)
            return NoData(ref writer);

        // Who refuses, or fails, speaks with no authority.
        writer.IsAuthoritative = false;
        return rcode;
    }

    /// <summary>Answers the name that a rule has made of the one that was asked for.</summary>
    private Rcode AnswerNarrowed(
        scoped in ZoneQuery query,
        scoped in NameForm form,
        ServiceAnswers answers,
        scoped AddressLimits limits,
        bool isProtected,
        ref ResponseWriter writer)
    {
        bool isUsual = limits is { IsEmpty: true, LeavesOutTargets: false } && query.Scratch.Trace is null;
        if (isUsual && answers.HasImage && PackedAnswer.TryWrite(answers, form, query, Apex, ref writer))
            return Rcode.NoError;

        ZoneTiers tiers = ZoneTiers.Of(form, answers.Policy.ZoneFallback);
        Span<Cell> cells = query.Scratch.Cells(answers.Cells.Length);
        int own = tiers.Select(form, answers.Cells, cells, out int others);
        return AnswerForm(
            query,
            form,
            answers.Policy,
            tiers.Others,
            new ServiceSelection(cells[..own]),
            new ServiceSelection(cells[own..(own + others)]),
            limits,
            isProtected,
            ref writer);
    }

    /// <summary>Whether a registration makes the name exist.</summary>
    private static bool Exists(
        scoped in NameForm form, scoped in ServiceSelection selection, scoped in ServiceSelection reserve, AnswerScratch scratch)
    {
        if (form.Id.IsEmpty)
            return selection.Registered + reserve.Registered > 0 && HasPort(form, selection, reserve);

        Span<byte> pin = stackalloc byte[16];
        AddressLimits limits = PinnedAddress.TryRead(form.Id, pin, out int octets) ? default(AddressLimits).To(pin[..octets]) : default;
        Span<MemberPick> found = scratch.Named(selection.Registered + reserve.Registered);
        int count = Find(selection.Cells, form.Id, limits, found);
        int elsewhere = Find(reserve.Cells, form.Id, limits, found[count..]);
        return count + elsewhere > 0
            && HasPort(form, new ServiceSelection(found[..count]), new ServiceSelection(found[count..(count + elsewhere)]));
    }
}
