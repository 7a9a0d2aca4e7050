using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Choice;

namespace DnsRegistry.Zones.Services;

/// <summary>Writes the records of one answer about a service whose name is known to exist.</summary>
/// <param name="query">The question.</param>
/// <param name="policy">How the service is answered.</param>
/// <param name="suffix">The suffix that targets are named under.</param>
/// <param name="includeCritical">Whether instances that are not passing are answered, too.</param>
internal readonly ref struct ServiceAnswerWriter(ZoneQuery query, AnswerPolicy policy, DomainName suffix, bool includeCritical)
{
    /// <summary>Host names among which one is chosen for a CNAME, at most.</summary>
    private const int MaxHosts = 1024;

    private readonly ZoneQuery _query = query;

    /// <summary>Writes what the QTYPE asks for.</summary>
    /// <param name="selection">The instances that the name stands for.</param>
    /// <param name="reserve">Instances of other zones, second choice in SRV.</param>
    /// <param name="limits">The addresses that may be answered.</param>
    /// <param name="hasId">Whether the name is that of an instance.</param>
    /// <param name="writer">The response.</param>
    /// <returns><see langword="false"/> when there is no such record.</returns>
    internal bool TryWrite(
        scoped in ServiceSelection selection,
        scoped in ServiceSelection reserve,
        scoped AddressLimits limits,
        bool hasId,
        ref ResponseWriter writer)
    {
        switch (_query.Type)
        {
            case RecordType.A:
                return TryWriteAddresses(selection, new HasIPv4(), 4, limits, ref writer);
            case RecordType.Aaaa:
                return TryWriteAddresses(selection, new HasIPv6(), 16, limits, ref writer);
            case RecordType.Srv:
                return TryWriteServices(selection, reserve, limits, new HasPort(default, isUdp: false), ref writer);
            case RecordType.Txt:
                return TextAnswer.TryWrite(selection, hasId, Ttl(selection), includeCritical, ref writer);
            case RecordType.CName:
                return TryWriteHost(selection, ref writer);
            case RecordType.Any:
                AnyAnswer.Write(_query.Name.Wire, Ttl(selection), ref writer);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes what the QTYPE asks for of a name that begins with a port and a protocol: it has SRV records alone.</summary>
    /// <inheritdoc cref="TryWriteServices"/>
    internal bool TryWriteNamedPort(
        scoped in ServiceSelection selection,
        scoped in ServiceSelection reserve,
        scoped AddressLimits limits,
        scoped HasPort port,
        ref ResponseWriter writer)
    {
        if (_query.Type != RecordType.Any)
            return _query.Type == RecordType.Srv && TryWriteServices(selection, reserve, limits, port, ref writer);

        AnyAnswer.Write(_query.Name.Wire, Ttl(selection), ref writer);
        return true;
    }

    /// <summary>Writes SRV records (RFC 2782), and the addresses of their targets while there is room.</summary>
    /// <param name="selection">The instances that the name stands for.</param>
    /// <param name="reserve">Instances of other zones, second choice.</param>
    /// <param name="limits">Whether the addresses of targets may be written.</param>
    /// <param name="port">Which port.</param>
    /// <param name="writer">The response.</param>
    /// <returns><see langword="false"/> when nobody who may be answered has the port.</returns>
    internal bool TryWriteServices(
        scoped in ServiceSelection selection,
        scoped in ServiceSelection reserve,
        scoped AddressLimits limits,
        scoped HasPort port,
        ref ResponseWriter writer)
    {
        int most = MostOf(selection.Registered + reserve.Registered, ServiceAnswer.FewestRecordOctets, writer.Room);
        Span<MemberPick> picks = _query.Scratch.Picks(most);
        int own = selection.Gather(port, includeCritical, StableStart(selection, most), picks, out bool isComplete);
        int others = 0;
        if (isComplete)
            others = reserve.Gather(port, includeCritical, StableStart(reserve, most - own), picks[own..], out isComplete);
        if (own + others == 0)
            return false;

        uint ttl = others == 0 ? Ttl(selection) : Math.Min(Ttl(selection), Ttl(reserve));
        var answer = new ServiceAnswer(suffix, ttl, policy.WeightScale);
        Span<MemberPick> first = picks[..own];
        Span<MemberPick> second = picks[own..(own + others)];
        if (policy.WeightedSubset > 0)
        {
            first = WeightedOrder.ShuffleSome(first, Math.Min(own, policy.WeightedSubset), _query.Scratch);
            second = WeightedOrder.ShuffleSome(second, Math.Min(others, policy.WeightedSubset - first.Length), _query.Scratch);
        }

        if (selection.HasStale || reserve.HasStale)
        {
            StaleNotice.Say(first, ref writer);
            StaleNotice.Say(second, ref writer);
        }

        if (policy.WeightedSubset == 0 && isComplete)
            answer.Order(first, second, _query, writer.Room);

        answer.Write(first, second, port, isComplete, hasAddresses: !limits.LeavesOutTargets, ref writer);
        return true;
    }

    private bool TryWriteAddresses<TFilter>(
        scoped in ServiceSelection selection,
        TFilter hasFamily,
        int addressOctets,
        scoped AddressLimits limits,
        ref ResponseWriter writer)
        where TFilter : struct, IMemberFilter
    {
        int most = MostOf(selection.Registered, ResponseWriter.PointedRecordOctets + addressOctets, writer.Room);
        Span<MemberPick> picks = _query.Scratch.Picks(most);
        int count = selection.Gather(hasFamily, includeCritical, StableStart(selection, most), picks, out bool isComplete);
        if (count == 0)
            return TryWriteHost(selection, ref writer);

        // Nobody may be drawn, or take up room, whose addresses are not the pinned ones.
        if (!limits.IsEmpty)
            count = AddressAnswer.Keep(picks[..count], addressOctets, limits);
        picks = picks[..count];
        if (policy.WeightedSubset > 0)
            picks = WeightedOrder.ShuffleSome(picks, Math.Min(count, policy.WeightedSubset), _query.Scratch);
        if (selection.HasStale)
            StaleNotice.Say(picks, ref writer);
        if (policy.WeightedSubset > 0)
        {
            writer.IsTruncated |= !AddressAnswer.TryWrite(picks, addressOctets, limits, Ttl(selection), ref writer);
            return writer.AnswerCount > 0;
        }

        Span<MemberPick> fitting = picks[..AddressAnswer.CountFitting(picks, addressOctets, writer.Room)];
        if (isComplete && fitting.Length < count)
        {
            StableOrder.Rotate(picks, _query.Client);
            fitting = picks[..AddressAnswer.CountFitting(picks, addressOctets, writer.Room)];
        }

        // Only among those that are sure to be written: which ones a client gets must not change from query to query.
        WeightedOrder.Shuffle(fitting, _query.Scratch);
        writer.IsTruncated |= !AddressAnswer.TryWrite(picks, addressOctets, limits, Ttl(selection), ref writer) || !isComplete;
        return writer.AnswerCount > 0;
    }

    /// <summary>Where all instances have host names: one CNAME, chosen by weight.</summary>
    private bool TryWriteHost(scoped in ServiceSelection selection, ref ResponseWriter writer)
    {
        if (selection.Registered == 0)
            return false;

        Span<MemberPick> picks = _query.Scratch.Picks(Math.Min(selection.Registered, MaxHosts));
        if (selection.Gather(new HasNoHost(), includeCritical, 0, picks[..1], out _) > 0)
            return false;

        int count = selection.Gather(new HasHost(), includeCritical, 0, picks, out _);
        if (count == 0)
            return false;

        ref readonly MemberPick chosen = ref picks[WeightedOrder.ChooseOne(picks[..count], _query.Scratch)];
        DomainName host = chosen.Endpoint.Host!;
        StaleNotice.Say(new ReadOnlySpan<MemberPick>(in chosen), ref writer);
        if (writer.TryAddRecord(
            Section.Answer, ResponseWriter.QuestionOffset, RecordType.CName, Ttl(selection), host.Wire.Length, out Span<byte> rdata))
        {
            host.Wire.CopyTo(rdata);
        }
        else
        {
            writer.IsTruncated = true;
        }

        return true;
    }

    /// <summary>How many instances can be of use: those that fit, but all where some of them are chosen by weight.</summary>
    private int MostOf(int registered, int fewestOctets, int room) =>
        policy.WeightedSubset > 0 ? registered : Math.Min(registered, room / fewestOctets);

    /// <summary>Where to begin when not all fit: the same client always begins at the same place.</summary>
    private int StableStart(scoped in ServiceSelection selection, int most) =>
        selection.Registered <= most ? 0 : StableOrder.StartOf(_query.Client, selection.Registered);

    private uint Ttl(scoped in ServiceSelection selection)
    {
        uint most = includeCritical || selection.HasStale ? StaleNotice.MostTtlSeconds : uint.MaxValue;
        return selection.TtlSeconds(Math.Min(policy.TtlSeconds, most), _query.NowMilliseconds);
    }
}
