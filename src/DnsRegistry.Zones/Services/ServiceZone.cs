using System.Runtime.CompilerServices;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Choice;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// The zone of one suffix. It decides which names exist; what an existing name of a service answers is written by
/// <see cref="ServiceAnswerWriter"/>.
/// </summary>
/// <param name="apex">The suffix.</param>
/// <param name="identity">What the zone says of the server.</param>
/// <param name="directory">The services.</param>
public sealed partial class ServiceZone(DomainName apex, ZoneIdentity identity, ServiceDirectory directory)
    : RegistryZone(apex, identity, directory)
{
    private protected override Rcode AnswerBelowApex(scoped in ZoneQuery query, ref ResponseWriter writer)
    {
        if (!NameForm.TryRead(query.Name, query.Name.LabelCount - Apex.LabelCount, out NameForm form))
            return NotAForm(query, ref writer);
        if (form.Service.IsEmpty)
            return AnswerZone(query, form.Zone, ref writer);

        ServiceAnswers? answers = Directory.AnswersOf(form.Service);
        if (answers is null || answers.IsEmpty)
            return NoInstances(query, form, answers, ref writer);
        return form.Wish == ZoneWish.Near
            ? AnswerNear(query, form, answers, ref writer)
            : AnswerService(query, form, answers, ref writer);
    }

    /// <summary>Answers a name whose first zone is the client's.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Rcode AnswerNear(scoped in ZoneQuery query, scoped in NameForm form, ServiceAnswers answers, ref ResponseWriter writer) =>
        AnswerService(query, form.Preferring(query.FindClientZone()), answers, ref writer);

    private Rcode AnswerService(scoped in ZoneQuery query, scoped in NameForm form, ServiceAnswers answers, ref ResponseWriter writer)
    {
        // To say why takes the long way, which says the same.
        if (query.Scratch.Trace is { } trace)
            NoteName(trace, form, answers);
        else if (answers.IsPacked && PackedAnswer.TryWrite(answers, form, query, Apex, ref writer))
            return Rcode.NoError;

        return AnswerFromCells(query, form, answers, ref writer);
    }

    /// <summary>
    /// Answers from whole instances. A method of its own, which is never put into its caller: a method begins with clearing room
    /// for all its spans, and the common answers need none of these.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Rcode AnswerFromCells(scoped in ZoneQuery query, scoped in NameForm form, ServiceAnswers answers, ref ResponseWriter writer)
    {
        ZoneTiers tiers = ZoneTiers.Of(form, answers.Policy.ZoneFallback);
        Span<Cell> cells = query.Scratch.Cells(answers.Cells.Length);
        int own = tiers.Select(form, answers.Cells, cells, out int others);
        var selection = new ServiceSelection(cells[..own]);
        var reserve = new ServiceSelection(cells[own..(own + others)]);
        bool canHelp = ZoneTiers.CanHelp(tiers.Others, query.Type == RecordType.Srv);
        bool isProtected = IsProtected(answers.Policy, selection, canHelp ? reserve : default);
        return answers.Routes is { } routes
            ? AnswerRouted(query, form, answers, routes, selection, reserve, canHelp, isProtected, ref writer)
            : AnswerForm(query, form, answers.Policy, tiers.Others, selection, reserve, default, isProtected, ref writer);
    }

    /// <summary>Answers a name from the instances that it stands for.</summary>
    private Rcode AnswerForm(
        scoped in ZoneQuery query,
        scoped in NameForm form,
        AnswerPolicy policy,
        OtherZones others,
        scoped in ServiceSelection selection,
        scoped in ServiceSelection reserve,
        scoped AddressLimits limits,
        bool isProtected,
        ref ResponseWriter writer)
    {
        if (form.Id.IsEmpty && limits.IsEmpty)
            return AnswerSelection(query, form, policy, others, selection, reserve, limits, isProtected, ref writer);

        // An id or a pinned address names single instances. Many may share an address.
        Span<MemberPick> found = query.Scratch.Named(selection.Registered + reserve.Registered);
        Span<byte> pin = stackalloc byte[16];
        if (PinnedAddress.TryRead(form.Id, pin, out int octets))
            limits = limits.To(pin[..octets]);
        int count = Find(selection.Cells, form.Id, limits, found);
        int elsewhere = Find(reserve.Cells, form.Id, limits, found[count..]);
        return AnswerSelection(
            query,
            form,
            policy,
            others,
            new ServiceSelection(found[..count]),
            new ServiceSelection(found[count..(count + elsewhere)]),
            limits,
            isProtected,
            ref writer);
    }

    private static int Find(
        ReadOnlySpan<Cell> cells, scoped ReadOnlySpan<byte> id, scoped AddressLimits limits, Span<MemberPick> found) =>
        limits.IsEmpty ? NamedInstances.FindById(cells, id, found) : NamedInstances.FindByAddress(cells, limits, found);

    private Rcode AnswerSelection(
        scoped in ZoneQuery query,
        scoped in NameForm form,
        AnswerPolicy policy,
        OtherZones others,
        scoped in ServiceSelection selection,
        scoped in ServiceSelection reserve,
        scoped AddressLimits limits,
        bool isProtected,
        ref ResponseWriter writer)
    {
        query.Scratch.Trace?.NoteInstances(selection, reserve, isProtected);
        if (selection.Registered + reserve.Registered == 0 || !HasPort(form, selection, reserve))
            return NoMatch(query, ref writer);
        if (form.Prefix == ServicePrefix.Protocol || form.Wish == ZoneWish.Inner)
            return NoData(ref writer);

        if (isProtected)
            writer.SetExtendedError(ExtendedErrorCode.StaleAnswer, "too few instances are passing: all are answered"u8);
        else if (selection.Eligible + reserve.Eligible == 0)
            return NonePassing(query, policy, selection, reserve, ref writer);

        bool isService = query.Type == RecordType.Srv;
        bool isSecond = isService && others is OtherZones.Second or OtherZones.SecondInServices;
        bool isStandIn = others == OtherZones.StandIn || (others == OtherZones.Second && !isService);
        bool hasNobody = (isProtected ? selection.Offered : selection.Eligible) == 0;
        ServiceSelection first = hasNobody && isStandIn ? reserve : selection;
        query.Scratch.Trace?.NoteTier(form, others, areStandIns: hasNobody && isStandIn);
        ServiceSelection second = isSecond ? reserve : default;

        var answer = new ServiceAnswerWriter(query, policy, Apex, isProtected);
        var port = new HasPort(form.PortName, form.IsUdp);
        bool isWritten = form.Prefix == ServicePrefix.None
            ? answer.TryWrite(first, second, limits, hasId: !form.Id.IsEmpty, ref writer)
            : answer.TryWriteNamedPort(first, second, limits, port, ref writer);
        if (query.Scratch.Trace is { } trace)
            NoteAnswer(trace, query, policy, first, second, isWritten, writer);
        if (isWritten)
            return Rcode.NoError;

        // Others are passing, or this would have been said above; but nobody whom this question is about.
        bool isAboutSomebody = form.Prefix == ServicePrefix.None
            ? first.Registered > 0 && first.Eligible == 0
            : isService && first.Registered + second.Registered > 0;
        if (isAboutSomebody)
            SayWhyNone(first, second, ref writer);
        return NoData(ref writer);
    }

    /// <summary>Whether somebody has the port that the name speaks of; a name that speaks of none passes.</summary>
    private static bool HasPort(scoped in NameForm form, scoped in ServiceSelection selection, scoped in ServiceSelection reserve)
    {
        if (form.Prefix == ServicePrefix.None)
            return true;
        if (form.Prefix == ServicePrefix.Protocol)
            return selection.Any(new HasProtocol(form.IsUdp)) || reserve.Any(new HasProtocol(form.IsUdp));
        return selection.Any(new HasPort(form.PortName, form.IsUdp)) || reserve.Any(new HasPort(form.PortName, form.IsUdp));
    }

    private static bool IsProtected(AnswerPolicy policy, scoped in ServiceSelection selection, scoped in ServiceSelection helpers)
    {
        int offered = selection.Offered + helpers.Offered;
        return policy.ProtectThreshold > 0 && offered > 0
            && selection.Eligible + helpers.Eligible < policy.ProtectThreshold * offered;
    }

    private static void SayWhyNone(scoped in ServiceSelection selection, scoped in ServiceSelection reserve, ref ResponseWriter writer) =>
        WhyNone.Say(selection.Registered + reserve.Registered, selection.Offered + reserve.Offered, ref writer);

    private Rcode NonePassing(
        scoped in ZoneQuery query,
        AnswerPolicy policy,
        scoped in ServiceSelection selection,
        scoped in ServiceSelection reserve,
        ref ResponseWriter writer)
    {
        SayWhyNone(selection, reserve, ref writer);
        return Nobody(query, policy, ref writer);
    }

    /// <summary>There are instances, but none to answer with.</summary>
    private Rcode Nobody(scoped in ZoneQuery query, AnswerPolicy policy, ref ResponseWriter writer)
    {
        query.Scratch.Trace?.NoteNobody(policy.EmptyAnswer);
        return policy.EmptyAnswer == EmptyAnswer.NXDomain ? NameError(ref writer) : NoData(ref writer);
    }

    private Rcode NoMatch(scoped in ZoneQuery query, ref ResponseWriter writer)
    {
        query.Scratch.Trace?.NoteNoMatch();
        return NameError(ref writer);
    }

    private Rcode NotAForm(scoped in ZoneQuery query, ref ResponseWriter writer)
    {
        query.Scratch.Trace?.NoteNoForm();
        return NameError(ref writer);
    }

    /// <summary>A name that is only a zone exists while somebody is registered in it.</summary>
    private Rcode AnswerZone(scoped in ZoneQuery query, scoped ReadOnlySpan<byte> zone, ref ResponseWriter writer)
    {
        bool exists = zone.IsEmpty ? Directory.HasRegistrations : Directory.HasZone(zone);
        query.Scratch.Trace?.NoteZoneOnly(zone, exists);
        return exists ? NoData(ref writer) : NameError(ref writer);
    }

    private Rcode NoInstances(scoped in ZoneQuery query, scoped in NameForm form, ServiceAnswers? answers, ref ResponseWriter writer)
    {
        if (query.Scratch.Trace is { } trace)
            NoteName(trace, form, answers);
        return answers is null ? NameError(ref writer) : NoData(ref writer);
    }
}
