using System.Buffers.Binary;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Choice;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// Answers the common questions about a small service from its <see cref="ServiceImage"/>: A, AAAA, and SRV with the
/// addresses of the targets, when all of it fits. For everything else it gives way to <see cref="ServiceAnswerWriter"/>,
/// which says the same more slowly.
/// </summary>
internal readonly ref struct PackedAnswer
{
    private const ulong PointerToQuestion = (0xC000UL | ResponseWriter.QuestionOffset) << 48;
    private const int SrvFixedOctets = 6;

    private readonly ReadOnlySpan<byte> _image;
    private readonly Span<PackedPick> _picks;
    private readonly int _own;
    private readonly uint _ttlSeconds;

    private PackedAnswer(ReadOnlySpan<byte> image, Span<PackedPick> picks, int own, uint ttlSeconds)
    {
        _image = image;
        _picks = picks;
        _own = own;
        _ttlSeconds = ttlSeconds;
    }

    /// <summary>Writes the whole answer.</summary>
    /// <param name="answers">A packed service.</param>
    /// <param name="form">The name.</param>
    /// <param name="query">The question.</param>
    /// <param name="suffix">The suffix that targets are named under.</param>
    /// <param name="writer">The response.</param>
    /// <returns><see langword="false"/> when the answer is not one of the common ones; nothing was written.</returns>
    internal static bool TryWrite(
        ServiceAnswers answers, scoped in NameForm form, scoped in ZoneQuery query, DomainName suffix, ref ResponseWriter writer)
    {
        bool isService = query.Type == RecordType.Srv;
        bool isCommon = form.Id.IsEmpty && form.Wish <= ZoneWish.First && (isService
            ? form.Prefix != ServicePrefix.Protocol && form.PortName.IsEmpty
            : form.Prefix == ServicePrefix.None && query.Type is RecordType.A or RecordType.Aaaa);
        if (!isCommon || !answers.OutlivesTtl(query.NowMilliseconds))
            return false;

        Span<PackedPick> picks = query.Scratch.Packed;
        bool isTiered = form.Wish == ZoneWish.First
            || (isService && answers.Policy.ZoneFallback != ZoneFallback.None && !form.Zone.IsEmpty);
        int own = Gather(
            answers.Image, form, form.Wish == ZoneWish.First ? form.FirstZone : form.Zone, isElsewhere: false, query.Type, picks);
        int others = isTiered ? GatherOthers(answers.Image, form, isService, own, query.Type, picks[own..]) : 0;
        picks = picks[..(own + others)];
        if (picks.IsEmpty)
            return false;

        var answer = new PackedAnswer(answers.Image, picks, own, answers.Policy.TtlSeconds);

        int suffixOctets = suffix.Wire.Length;
        int additionals = 0;
        int additionalOctets = 0;
        int octets = isService
            ? answer.SrvOctets(suffixOctets, out additionals, out additionalOctets)
            : picks.Length * (ResponseWriter.PointedRecordOctets + (query.Type == RecordType.A ? 4 : 16));
        if (octets + additionalOctets > writer.Room)
            return false;

        WeightedOrder.Shuffle(picks[..own], query.Scratch);
        WeightedOrder.Shuffle(picks[own..], query.Scratch);
        int start = writer.Length;
        Span<byte> records = writer.AddRecords(Section.Answer, picks.Length, octets);
        if (query.Type == RecordType.A)
            answer.WriteIPv4(records);
        else if (!isService)
            answer.WriteIPv6(records);
        else
            answer.WriteServices(records, writer.AddRecords(Section.Additional, additionals, additionalOctets), start, suffix.Wire);
        return true;
    }

    /// <summary>
    /// Collects the instances of other zones: all of them, second choice, for SRV; for addresses those that stand in for a
    /// zone that has nobody at all.
    /// </summary>
    private static int GatherOthers(
        ReadOnlySpan<byte> image, scoped in NameForm form, bool isService, int own, RecordType type, Span<PackedPick> picks)
    {
        ReadOnlySpan<byte> first = form.Wish == ZoneWish.First ? form.FirstZone : form.Zone;
        bool areWanted = isService || (own == 0 && !HasMembers(image, form, first));
        return areWanted ? Gather(image, form, first, isElsewhere: true, type, picks) : 0;
    }

    /// <summary>Whether anybody of this zone takes part in answers to the name, whatever he has.</summary>
    private static bool HasMembers(ReadOnlySpan<byte> image, scoped in NameForm form, ReadOnlySpan<byte> zone)
    {
        for (int section = 1 + image[0]; section < image.Length; section += BinaryPrimitives.ReadUInt16LittleEndian(image[section..]))
        {
            ReadOnlySpan<byte> head = image.Slice(section, ServiceImage.SectionHeadOctets);
            if (head[2] > 0
                && Matches(image.Slice(section + ServiceImage.SectionHeadOctets, head[6]), head, form, zone, isElsewhere: false))
                return true;
        }

        return false;
    }

    /// <summary>Collects the instances that the name stands for and that have what is asked.</summary>
    private static int Gather(
        ReadOnlySpan<byte> image,
        scoped in NameForm form,
        ReadOnlySpan<byte> zone,
        bool isElsewhere,
        RecordType type,
        Span<PackedPick> picks)
    {
        int count = 0;
        int next;
        for (int section = 1 + image[0]; section < image.Length; section = next)
        {
            ReadOnlySpan<byte> head = image.Slice(section, ServiceImage.SectionHeadOctets);
            next = section + BinaryPrimitives.ReadUInt16LittleEndian(head);
            ReadOnlySpan<byte> tail = image.Slice(section + ServiceImage.SectionHeadOctets, head[6]);
            if (!Matches(tail, head, form, zone, isElsewhere))
                continue;

            for (int member = section + ServiceImage.SectionHeadOctets + tail.Length; member < next;)
            {
                ReadOnlySpan<byte> packed = image.Slice(member, ServiceImage.MemberHeadOctets + 1);
                bool hasIPv6 = packed[8] != 0;
                bool isWanted = type switch
                {
                    RecordType.A => BinaryPrimitives.ReadUInt32LittleEndian(packed) != 0,
                    RecordType.Aaaa => hasIPv6,
                    _ => BinaryPrimitives.ReadUInt16LittleEndian(packed[6..]) != 0,
                };
                if (isWanted)
                {
                    ref PackedPick pick = ref picks[count++];
                    pick.Member = (ushort)member;
                    pick.Section = (ushort)section;
                    pick.Weight = BinaryPrimitives.ReadUInt16BigEndian(packed[4..]);
                }

                member += packed.Length + packed[ServiceImage.MemberHeadOctets] + (hasIPv6 ? 16 : 0);
            }
        }

        return count;
    }

    /// <summary>Whether a section is of the group and version that the name asks for, and of a zone or of any other than that.</summary>
    private static bool Matches(
        ReadOnlySpan<byte> tail, ReadOnlySpan<byte> head, scoped in NameForm form, ReadOnlySpan<byte> zone, bool isElsewhere) =>
        IsLabel(tail, head[5], zone) != isElsewhere && IsLabel(tail, head[3], form.Group) && IsLabel(tail, 0, form.Version);

    /// <summary>Whether the label at this place of the tail is the one asked for; an empty one asks for any.</summary>
    private static bool IsLabel(ReadOnlySpan<byte> tail, int at, ReadOnlySpan<byte> label) =>
        label.IsEmpty || tail.Slice(at + 1, tail[at]).SequenceEqual(label);

    private static void CopyTo(ref Span<byte> destination, ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(destination);
        destination = destination[octets.Length..];
    }

    private ReadOnlySpan<byte> IdOf(in PackedPick pick)
    {
        int at = pick.Member + ServiceImage.MemberHeadOctets;
        return _image.Slice(at, 1 + _image[at]);
    }

    private ReadOnlySpan<byte> TailOf(in PackedPick pick) =>
        _image.Slice(pick.Section + ServiceImage.SectionHeadOctets, _image[pick.Section + ServiceImage.SectionHeadOctets - 1]);

    private ReadOnlySpan<byte> IPv6Of(in PackedPick pick)
    {
        int at = pick.Member + ServiceImage.MemberHeadOctets;
        return _image.Slice(at + 1 + _image[at], 16);
    }

    private bool HasIPv4(in PackedPick pick) => BinaryPrimitives.ReadUInt32LittleEndian(_image[pick.Member..]) != 0;

    private bool HasIPv6(in PackedPick pick) => _image[pick.Member + 8] != 0;

    private int SrvOctets(int suffixOctets, out int additionals, out int additionalOctets)
    {
        int octets = _picks.Length * (ResponseWriter.PointedRecordOctets + SrvFixedOctets + suffixOctets);
        int ipv4 = 0;
        int ipv6 = 0;
        foreach (ref readonly PackedPick pick in _picks)
        {
            octets += IdOf(pick).Length + TailOf(pick).Length;
            ipv4 += HasIPv4(pick) ? 1 : 0;
            ipv6 += HasIPv6(pick) ? 1 : 0;
        }

        additionals = ipv4 + ipv6;
        additionalOctets = (additionals * ResponseWriter.PointedRecordOctets) + (ipv4 * 4) + (ipv6 * 16);
        return octets;
    }

    private void WriteIPv4(Span<byte> records)
    {
        foreach (ref readonly PackedPick pick in _picks)
        {
            WriteHead(records, PointerToQuestion, RecordType.A, 4);
            _image.Slice(pick.Member, 4).CopyTo(records[ResponseWriter.PointedRecordOctets..]);
            records = records[(ResponseWriter.PointedRecordOctets + 4)..];
        }
    }

    private void WriteIPv6(Span<byte> records)
    {
        foreach (ref readonly PackedPick pick in _picks)
        {
            WriteHead(records, PointerToQuestion, RecordType.Aaaa, 16);
            IPv6Of(pick).CopyTo(records[ResponseWriter.PointedRecordOctets..]);
            records = records[(ResponseWriter.PointedRecordOctets + 16)..];
        }
    }

    /// <summary>Writes the SRV records, and beside each the addresses of its target, whose name they point to.</summary>
    private void WriteServices(Span<byte> records, Span<byte> additional, int start, ReadOnlySpan<byte> suffix)
    {
        for (int i = 0; i < _picks.Length; i++)
        {
            ref readonly PackedPick pick = ref _picks[i];
            ReadOnlySpan<byte> id = IdOf(pick);
            ReadOnlySpan<byte> tail = TailOf(pick);
            ushort priority = i < _own ? ServiceAnswer.OwnZonePriority : ServiceAnswer.OtherZonePriority;
            int targetOctets = id.Length + tail.Length + suffix.Length;
            WriteHead(records, PointerToQuestion, RecordType.Srv, SrvFixedOctets + targetOctets);
            BinaryPrimitives.WriteUInt16BigEndian(records[ResponseWriter.PointedRecordOctets..], priority);
            _image.Slice(pick.Member + 4, 4).CopyTo(records[(ResponseWriter.PointedRecordOctets + 2)..]);
            records = records[(ResponseWriter.PointedRecordOctets + SrvFixedOctets)..];
            CopyTo(ref records, id);
            CopyTo(ref records, tail);
            CopyTo(ref records, suffix);

            start += ResponseWriter.PointedRecordOctets + SrvFixedOctets;
            ulong pointerToTarget = (0xC000UL | (uint)start) << 48;
            start += targetOctets;
            if (HasIPv4(pick))
            {
                WriteHead(additional, pointerToTarget, RecordType.A, 4);
                _image.Slice(pick.Member, 4).CopyTo(additional[ResponseWriter.PointedRecordOctets..]);
                additional = additional[(ResponseWriter.PointedRecordOctets + 4)..];
            }

            if (HasIPv6(pick))
            {
                WriteHead(additional, pointerToTarget, RecordType.Aaaa, 16);
                IPv6Of(pick).CopyTo(additional[ResponseWriter.PointedRecordOctets..]);
                additional = additional[(ResponseWriter.PointedRecordOctets + 16)..];
            }
        }
    }

    /// <summary>Writes a record's pointed owner, TYPE, CLASS, TTL and RDLENGTH as twelve octets at once.</summary>
    private void WriteHead(Span<byte> record, ulong owner, RecordType type, int rdataOctets)
    {
        BinaryPrimitives.WriteUInt64BigEndian(
            record, owner | ((ulong)type << 32) | ((ulong)RecordClass.Internet << 16) | (_ttlSeconds >> 16));
        BinaryPrimitives.WriteUInt32BigEndian(record[sizeof(ulong)..], (_ttlSeconds << 16) | (uint)rdataOctets);
    }
}
