using System.Buffers.Binary;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Choice;

namespace DnsRegistry.Zones.Services;

/// <summary>Writes SRV records of chosen instances, then the addresses of their targets.</summary>
/// <param name="suffix">The suffix that targets are named under.</param>
/// <param name="ttlSeconds">The TTL.</param>
/// <param name="weightScale">What weights are multiplied with.</param>
internal readonly struct ServiceAnswer(DomainName suffix, uint ttlSeconds, double weightScale)
{
    /// <summary>The smallest SRV record there can be: its target is a host of one short label.</summary>
    internal const int FewestRecordOctets = ResponseWriter.PointedRecordOctets + FixedRdataOctets + 3;

    /// <summary>The priority of instances of the first zone, or of all where no zone comes first.</summary>
    internal const ushort OwnZonePriority = 10;

    /// <summary>The priority of instances of other zones.</summary>
    internal const ushort OtherZonePriority = 20;

    private const int FixedRdataOctets = 6;

    /// <summary>Puts instances in the order in which they are written.</summary>
    /// <param name="own">Instances of the first zone.</param>
    /// <param name="others">Instances of other zones, second choice.</param>
    /// <param name="query">The question.</param>
    /// <param name="room">Octets that there are for them.</param>
    internal void Order(Span<MemberPick> own, Span<MemberPick> others, scoped in ZoneQuery query, int room)
    {
        // Clients that ignore weights take the first record, so the first is another one each time; but where the set is
        // cut, a client must keep the same members, and then the order is the client's.
        if (OctetsOf(own) + OctetsOf(others) <= room)
        {
            WeightedOrder.Shuffle(own, query.Scratch);
            WeightedOrder.Shuffle(others, query.Scratch);
        }
        else
        {
            StableOrder.Rotate(own, query.Client);
            StableOrder.Rotate(others, query.Client);
        }
    }

    /// <summary>Writes them.</summary>
    /// <param name="own">Instances of the first zone.</param>
    /// <param name="others">Instances of other zones, second choice.</param>
    /// <param name="port">Which port.</param>
    /// <param name="isComplete">Whether these are all there are.</param>
    /// <param name="hasAddresses">Whether the addresses of targets may stand beside them.</param>
    /// <param name="writer">The response.</param>
    internal void Write(
        Span<MemberPick> own, Span<MemberPick> others, scoped HasPort port, bool isComplete, bool hasAddresses, ref ResponseWriter writer)
    {
        bool isWritten = TryWriteRecords(own, port, OwnZonePriority, ref writer)
            && TryWriteRecords(others, port, OtherZonePriority, ref writer);
        writer.IsTruncated |= !isWritten || !isComplete;
        if (hasAddresses && !writer.IsTruncated && TryWriteAddresses(own, ref writer))
            TryWriteAddresses(others, ref writer);
    }

    private static bool IsRepeated(ReadOnlySpan<MemberPick> earlier, in MemberPick pick, ushort portNumber, scoped HasPort port)
    {
        foreach (ref readonly MemberPick other in earlier)
        {
            if (other.Endpoint.Weight == pick.Endpoint.Weight
                && other.Endpoint.Host == pick.Endpoint.Host
                && port.PortOf(other.Endpoint) == portNumber)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A weight that takes part stays one, and no record can say more than 65535.</summary>
    private ushort Scaled(ushort weight) =>
        weightScale == 1 ? weight : (ushort)Math.Clamp(Math.Round(weight * weightScale, MidpointRounding.AwayFromZero), 1, ushort.MaxValue);

    private int OctetsOf(ReadOnlySpan<MemberPick> picks)
    {
        int octets = 0;
        foreach (ref readonly MemberPick pick in picks)
            octets += ResponseWriter.PointedRecordOctets + FixedRdataOctets + TargetOctets(pick);
        return octets;
    }

    private int TargetOctets(in MemberPick pick) => pick.Endpoint.HasHost
        ? pick.Endpoint.Host!.Wire.Length
        : pick.Endpoint.IdLabel.Length + pick.Cell.Tail.Length + suffix.Wire.Length;

    private bool TryWriteRecords(Span<MemberPick> picks, scoped HasPort port, ushort priority, ref ResponseWriter writer)
    {
        for (int i = 0; i < picks.Length; i++)
        {
            ref MemberPick pick = ref picks[i];
            ushort number = port.PortOf(pick.Endpoint);
            if (pick.Endpoint.HasHost && IsRepeated(picks[..i], pick, number, port))
                continue;

            int targetOctets = TargetOctets(pick);
            if (!writer.TryAddRecord(
                Section.Answer,
                ResponseWriter.QuestionOffset,
                RecordType.Srv,
                ttlSeconds,
                FixedRdataOctets + targetOctets,
                out Span<byte> rdata))
            {
                return false;
            }

            BinaryPrimitives.WriteUInt16BigEndian(rdata, priority);
            BinaryPrimitives.WriteUInt16BigEndian(rdata[2..], Scaled(pick.Endpoint.Weight));
            BinaryPrimitives.WriteUInt16BigEndian(rdata[4..], number);
            WriteTarget(pick, rdata[FixedRdataOctets..]);
            pick.TargetOffset = writer.Length - targetOctets;
        }

        return true;
    }

    /// <summary>The target is written out: SRV targets are not compressed (RFC 2782, RFC 3597 §4).</summary>
    private void WriteTarget(in MemberPick pick, Span<byte> target)
    {
        if (pick.Endpoint.HasHost)
        {
            pick.Endpoint.Host!.Wire.CopyTo(target);
            return;
        }

        ReadOnlySpan<byte> id = pick.Endpoint.IdLabel;
        ReadOnlySpan<byte> tail = pick.Cell.Tail;
        id.CopyTo(target);
        tail.CopyTo(target[id.Length..]);
        suffix.Wire.CopyTo(target[(id.Length + tail.Length)..]);
    }

    private bool TryWriteAddresses(ReadOnlySpan<MemberPick> picks, ref ResponseWriter writer)
    {
        foreach (ref readonly MemberPick pick in picks)
        {
            if (pick.Endpoint.HasHost || pick.TargetOffset > ResponseWriter.MaxPointerOffset)
                continue;
            if (!TryWriteAddresses(RecordType.A, pick.Endpoint.IPv4, 4, pick.TargetOffset, ref writer)
                || !TryWriteAddresses(RecordType.Aaaa, pick.Endpoint.IPv6, 16, pick.TargetOffset, ref writer))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>All addresses of one target and family, or none: half an RRset would be taken for the whole.</summary>
    private bool TryWriteAddresses(RecordType type, ReadOnlySpan<byte> addresses, int octets, int ownerOffset, ref ResponseWriter writer)
    {
        int count = addresses.Length / octets;
        if (count * (ResponseWriter.PointedRecordOctets + octets) > writer.Room)
            return false;

        for (; addresses.Length > 0; addresses = addresses[octets..])
        {
            writer.TryAddRecord(Section.Additional, ownerOffset, type, ttlSeconds, octets, out Span<byte> rdata);
            addresses[..octets].CopyTo(rdata);
        }

        return true;
    }
}
