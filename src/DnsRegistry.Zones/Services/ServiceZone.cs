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
        if (answers.IsPacked && PackedAnswer.TryWrite(answers, form, query, Apex, ref writer))
            return Rcode.NoError;

        Span<Cell> cells = query.Scratch.Cells(answers.Cells.Length);
        int own = SelectCells(answers, form, cells, out int others);
        var selection = new ServiceSelection(cells[..own]);
        var reserve = new ServiceSelection(cells[own..(own + others)]);
        bool isProtected = IsProtected(answers.Policy, selection);
        if (form.Id.IsEmpty)
            return AnswerSelection(query, form, answers.Policy, selection, reserve, default, isProtected, ref writer);

        // An id or a pinned address names single instances, so no other zone can stand in for them. Many may share an address.
        Span<MemberPick> found = query.Scratch.Named(selection.Registered);
        Span<byte> pin = stackalloc byte[16];
        bool isPin = PinnedAddress.TryRead(form.Id, pin, out int octets);
        ReadOnlySpan<byte> pinned = isPin ? pin[..octets] : default;
        int count = isPin
            ? NamedInstances.FindByAddress(selection.Cells, pinned, found)
            : NamedInstances.FindById(selection.Cells, form.Id, found);
        return AnswerSelection(
            query, form, answers.Policy, new ServiceSelection(found[..count]), default, pinned, isProtected, ref writer);
    }

    /// <summary>The cells that match come first; behind them those of other zones, where the service lets them help out.</summary>
    private static int SelectCells(ServiceAnswers answers, in NameForm form, Span<Cell> cells, out int others)
    {
        int own = 0;
        foreach (Cell cell in answers.Cells)
        {
            if (form.Matches(cell))
                cells[own++] = cell;
        }

        others = 0;
        if (answers.Policy.ZoneFallback == ZoneFallback.None || form.Zone.IsEmpty)
            return own;

        foreach (Cell cell in answers.Cells)
        {
            if (form.MatchesInZone(cell) && !form.IsInZone(cell))
                cells[own + others++] = cell;
        }

        return own;
    }

    private bool ZoneExists(ReadOnlySpan<byte> zone) => zone.IsEmpty ? Directory.HasRegistrations : Directory.HasZone(zone);

    private Rcode AnswerSelection(
        scoped in ZoneQuery query,
        scoped in NameForm form,
        AnswerPolicy policy,
        scoped in ServiceSelection selection,
        scoped in ServiceSelection reserve,
        scoped ReadOnlySpan<byte> pin,
        bool isProtected,
        ref ResponseWriter writer)
    {
        if (selection.Registered + reserve.Registered == 0 || !HasPort(form, selection, reserve))
            return NameError(ref writer);
        if (form.Prefix == ServicePrefix.Protocol)
            return NoData(ref writer);

        if (isProtected)
            writer.SetExtendedError(ExtendedErrorCode.StaleAnswer, "too few instances are passing: all are answered"u8);
        else if (selection.Eligible + reserve.Eligible == 0)
            return NonePassing(policy, selection, reserve, ref writer);

        var answer = new ServiceAnswerWriter(query, policy, Apex, isProtected);
        var port = new HasPort(form.PortName, form.IsUdp);
        bool isWritten = form.Prefix == ServicePrefix.None
            ? answer.TryWrite(selection, reserve, pin, hasId: !form.Id.IsEmpty, ref writer)
            : answer.TryWriteNamedPort(selection, reserve, port, ref writer);
        if (isWritten)
            return Rcode.NoError;

        // Others are passing, or this would have been said above; but nobody whom this question is about.
        if (form.Prefix == ServicePrefix.None ? selection.Registered > 0 && selection.Eligible == 0 : query.Type == RecordType.Srv)
            SayWhyNone(selection, reserve, ref writer);
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

    private static bool IsProtected(AnswerPolicy policy, scoped in ServiceSelection selection) =>
        policy.ProtectThreshold > 0 && selection.Offered > 0
        && selection.Eligible < policy.ProtectThreshold * selection.Offered;

    private static void SayWhyNone(scoped in ServiceSelection selection, scoped in ServiceSelection reserve, ref ResponseWriter writer) =>
        WhyNone.Say(selection.Registered + reserve.Registered, selection.Offered + reserve.Offered, ref writer);

    private Rcode NonePassing(
        AnswerPolicy policy, scoped in ServiceSelection selection, scoped in ServiceSelection reserve, ref ResponseWriter writer)
    {
        SayWhyNone(selection, reserve, ref writer);
        return policy.EmptyAnswer == EmptyAnswer.NXDomain ? NameError(ref writer) : NoData(ref writer);
    }
}
