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
public sealed class ServiceZone(DomainName apex, ZoneIdentity identity, ServiceDirectory directory)
    : RegistryZone(apex, identity, directory)
{
    private protected override Rcode AnswerBelowApex(scoped in ZoneQuery query, ref ResponseWriter writer)
    {
        if (!NameForm.TryRead(query.Name, query.Name.LabelCount - Apex.LabelCount, out NameForm form))
            return NameError(ref writer);
        if (form.Service.IsEmpty)
            return ZoneExists(form.Zone) ? NoData(ref writer) : NameError(ref writer);

        ServiceAnswers? answers = Directory.AnswersOf(form.Service);
        if (answers is null)
            return NameError(ref writer);
        if (answers.IsEmpty)
            return NoData(ref writer);
        if (form.Wish == ZoneWish.Near)
            form = form.Preferring(query.FindClientZone());
        if (answers.IsPacked && PackedAnswer.TryWrite(answers, form, query, Apex, ref writer))
            return Rcode.NoError;

        ZoneTiers tiers = ZoneTiers.Of(form, answers.Policy.ZoneFallback);
        Span<Cell> cells = query.Scratch.Cells(answers.Cells.Length);
        int own = tiers.Select(form, answers.Cells, cells, out int others);
        var selection = new ServiceSelection(cells[..own]);
        var reserve = new ServiceSelection(cells[own..(own + others)]);
        bool canHelp = ZoneTiers.CanHelp(tiers.Others, query.Type == RecordType.Srv);
        bool isProtected = IsProtected(answers.Policy, selection, canHelp ? reserve : default);
        if (form.Id.IsEmpty)
            return AnswerSelection(query, form, answers.Policy, tiers.Others, selection, reserve, default, isProtected, ref writer);

        // An id or a pinned address names single instances. Many may share an address.
        Span<MemberPick> found = query.Scratch.Named(selection.Registered + reserve.Registered);
        Span<byte> pin = stackalloc byte[16];
        bool isPin = PinnedAddress.TryRead(form.Id, pin, out int octets);
        ReadOnlySpan<byte> pinned = isPin ? pin[..octets] : default;
        int count = Find(selection.Cells, form.Id, pinned, found);
        int elsewhere = Find(reserve.Cells, form.Id, pinned, found[count..]);
        return AnswerSelection(
            query,
            form,
            answers.Policy,
            tiers.Others,
            new ServiceSelection(found[..count]),
            new ServiceSelection(found[count..(count + elsewhere)]),
            pinned,
            isProtected,
            ref writer);
    }

    private static int Find(ReadOnlySpan<Cell> cells, ReadOnlySpan<byte> id, ReadOnlySpan<byte> pinned, Span<MemberPick> found) =>
        pinned.IsEmpty ? NamedInstances.FindById(cells, id, found) : NamedInstances.FindByAddress(cells, pinned, found);

    private bool ZoneExists(ReadOnlySpan<byte> zone) => zone.IsEmpty ? Directory.HasRegistrations : Directory.HasZone(zone);

    private Rcode AnswerSelection(
        scoped in ZoneQuery query,
        scoped in NameForm form,
        AnswerPolicy policy,
        OtherZones others,
        scoped in ServiceSelection selection,
        scoped in ServiceSelection reserve,
        scoped ReadOnlySpan<byte> pin,
        bool isProtected,
        ref ResponseWriter writer)
    {
        if (selection.Registered + reserve.Registered == 0 || !HasPort(form, selection, reserve))
            return NameError(ref writer);
        if (form.Prefix == ServicePrefix.Protocol || form.Wish == ZoneWish.Inner)
            return NoData(ref writer);

        if (isProtected)
            writer.SetExtendedError(ExtendedErrorCode.StaleAnswer, "too few instances are passing: all are answered"u8);
        else if (selection.Eligible + reserve.Eligible == 0)
            return NonePassing(policy, selection, reserve, ref writer);

        bool isService = query.Type == RecordType.Srv;
        bool isSecond = isService && others is OtherZones.Second or OtherZones.SecondInServices;
        bool isStandIn = others == OtherZones.StandIn || (others == OtherZones.Second && !isService);
        bool hasNobody = (isProtected ? selection.Offered : selection.Eligible) == 0;
        ServiceSelection first = hasNobody && isStandIn ? reserve : selection;
        ServiceSelection second = isSecond ? reserve : default;

        var answer = new ServiceAnswerWriter(query, policy, Apex, isProtected);
        var port = new HasPort(form.PortName, form.IsUdp);
        bool isWritten = form.Prefix == ServicePrefix.None
            ? answer.TryWrite(first, second, pin, hasId: !form.Id.IsEmpty, ref writer)
            : answer.TryWriteNamedPort(first, second, port, ref writer);
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
        AnswerPolicy policy, scoped in ServiceSelection selection, scoped in ServiceSelection reserve, ref ResponseWriter writer)
    {
        SayWhyNone(selection, reserve, ref writer);
        return policy.EmptyAnswer == EmptyAnswer.NXDomain ? NameError(ref writer) : NoData(ref writer);
    }
}
