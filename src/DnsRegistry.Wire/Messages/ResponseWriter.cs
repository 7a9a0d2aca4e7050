using System.Buffers.Binary;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Wire.Messages;

/// <summary>
/// Writes one response into the caller's buffer: header and question first, then records section by section, the OPT
/// record last. What does not fit is left out whole, never cut. It allocates nothing.
/// </summary>
public ref struct ResponseWriter
{
    /// <summary>Octets of a record before its RDATA when its owner is a pointer: pointer, TYPE, CLASS, TTL, RDLENGTH.</summary>
    public const int PointedRecordOctets = 12;

    /// <summary>Where the QNAME stands in every response.</summary>
    public const int QuestionOffset = MessageFlags.HeaderOctets;

    /// <summary>The last offset that a compression pointer reaches.</summary>
    public const int MaxPointerOffset = 0x3FFF;

    private const int OptOctets = 11;
    private const int OptionHeadOctets = 4;
    private const ushort ExtendedErrorOption = 15;

    private readonly Span<byte> _buffer;
    private readonly ushort _requestFlags;
    private readonly bool _hasEdns;
    private readonly bool _isDnssecOk;
    private readonly ushort _udpPayloadOctets;
    private NameCompressor _names;
    private int _limit;
    private int _answers;
    private int _authorities;
    private int _additionals;
    private bool _hasExtendedError;
    private ExtendedErrorCode _extendedError;
    private ReadOnlySpan<byte> _extendedErrorText;
    private ReadOnlySpan<byte> _clientSubnet;

    /// <summary>Starts the response to a query.</summary>
    /// <param name="buffer">Where the response goes.</param>
    /// <param name="query">The query, as far as it could be read.</param>
    /// <param name="maxOctets">The largest response that may be sent; at least 512, at most the buffer.</param>
    /// <param name="udpPayloadOctets">What the OPT record announces as this server's own limit for requests.</param>
    public ResponseWriter(Span<byte> buffer, scoped in QueryMessage query, int maxOctets, ushort udpPayloadOctets)
    {
        _buffer = buffer;
        _requestFlags = query.Flags;
        _hasEdns = query.Edns.IsPresent;
        _isDnssecOk = query.Edns.IsDnssecOk;
        _udpPayloadOctets = udpPayloadOctets;
        _limit = maxOctets - (_hasEdns ? OptOctets : 0);

        BinaryPrimitives.WriteUInt16BigEndian(buffer, query.Id);
        query.Question.CopyTo(buffer[QuestionOffset..]);
        Length = QuestionOffset + query.Question.Length;
        HasQuestion = !query.Question.IsEmpty;
    }

    /// <summary>Octets written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Octets that further records may take.</summary>
    public readonly int Room => _limit - Length;

    /// <summary>Whether the question is echoed.</summary>
    public bool HasQuestion { get; }

    /// <summary>The AA bit.</summary>
    public bool IsAuthoritative { get; set; }

    /// <summary>The TC bit: something that the asker needs did not fit.</summary>
    public bool IsTruncated { get; set; }

    /// <summary>The RA bit.</summary>
    public bool IsRecursionAvailable { get; set; }

    /// <summary>
    /// SCOPE PREFIX-LENGTH of the client subnet: leading bits of the client's address that the answer depends on (RFC 7871
    /// §7.2.1).
    /// </summary>
    public int SubnetScopeBits { get; set; }

    /// <summary>Records in the answer section.</summary>
    public readonly int AnswerCount => _answers;

    /// <summary>
    /// Says why, beside the RCODE (RFC 8914). It is sent only to those who speak EDNS; the text is dropped where there
    /// is no room for it. Call it before records are written.
    /// </summary>
    /// <param name="code">The INFO-CODE.</param>
    /// <param name="text">EXTRA-TEXT in UTF-8, for people.</param>
    public void SetExtendedError(ExtendedErrorCode code, ReadOnlySpan<byte> text)
    {
        if (!_hasEdns || _hasExtendedError)
            return;

        int octets = OptionHeadOctets + sizeof(ushort);
        if (octets > Room)
            return;

        _hasExtendedError = true;
        _extendedError = code;
        if (octets + text.Length <= Room)
        {
            _extendedErrorText = text;
            octets += text.Length;
        }

        _limit -= octets;
    }

    /// <summary>The response has the client subnet of the request, and the scope besides. Call it before records are written.</summary>
    /// <param name="subnet">The option of the request; it must be present.</param>
    public void SetClientSubnet(ClientSubnet subnet)
    {
        _clientSubnet = subnet.Octets;
        _limit -= OptionHeadOctets + _clientSubnet.Length;
    }

    /// <summary>Begins a record whose owner name already stands in the message. The caller fills the RDATA.</summary>
    /// <param name="section">The section; sections are written in order.</param>
    /// <param name="ownerOffset">Where the owner name stands; at most <see cref="MaxPointerOffset"/>.</param>
    /// <param name="type">The TYPE.</param>
    /// <param name="ttlSeconds">The TTL.</param>
    /// <param name="rdataOctets">Octets of RDATA.</param>
    /// <param name="rdata">Room for exactly that much.</param>
    /// <returns><see langword="false"/> when the record does not fit; nothing was written.</returns>
    public bool TryAddRecord(
        Section section, int ownerOffset, RecordType type, uint ttlSeconds, int rdataOctets, out Span<byte> rdata)
    {
        if (PointedRecordOctets + rdataOctets > Room)
        {
            rdata = default;
            return false;
        }

        Span<byte> record = _buffer.Slice(Length, PointedRecordOctets + rdataOctets);
        BinaryPrimitives.WriteUInt16BigEndian(record, (ushort)(0xC000 | ownerOffset));
        WriteFixedPart(record[2..], type, ttlSeconds, rdataOctets);
        rdata = record[PointedRecordOctets..];
        Length += record.Length;
        Count(section, 1);
        return true;
    }

    /// <summary>Takes room for several records, which the caller then writes whole.</summary>
    /// <param name="section">The section; sections are written in order.</param>
    /// <param name="count">Records.</param>
    /// <param name="octets">Octets of them all, at most <see cref="Room"/>.</param>
    /// <returns>Room for exactly that much.</returns>
    public Span<byte> AddRecords(Section section, int count, int octets)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(octets, Room);
        Span<byte> records = _buffer.Slice(Length, octets);
        Length += octets;
        Count(section, count);
        return records;
    }

    /// <summary>Writes the records of an RRset, as many whole ones as fit.</summary>
    /// <param name="section">The section; sections are written in order.</param>
    /// <param name="owner">The owner name to write, lower-cased wire form: for a wildcard's RRset it is the QNAME.</param>
    /// <param name="rrset">The records.</param>
    /// <param name="ttlSeconds">The TTL to write.</param>
    /// <returns><see langword="false"/> when a record did not fit; the caller decides whether that truncates.</returns>
    public bool TryWriteRecords(Section section, scoped ReadOnlySpan<byte> owner, RRset rrset, uint ttlSeconds)
    {
        ArgumentNullException.ThrowIfNull(rrset);
        foreach (Rdata rdata in rrset.Rdata)
        {
            if (!TryWriteRecord(section, owner, rrset.Type, ttlSeconds, rdata))
                return false;
        }

        return true;
    }

    /// <summary>Writes an RRset whole, or nothing of it.</summary>
    /// <inheritdoc cref="TryWriteRecords"/>
    public bool TryWriteRRset(Section section, scoped ReadOnlySpan<byte> owner, RRset rrset, uint ttlSeconds)
    {
        int mark = Length;
        int before = SectionCount(section);
        if (TryWriteRecords(section, owner, rrset, ttlSeconds))
            return true;

        Length = mark;
        _names.ForgetFrom(mark);
        Count(section, before - SectionCount(section));
        return false;
    }

    /// <summary>Writes one record, names compressed where RFC 3597 §4 allows it.</summary>
    /// <returns><see langword="false"/> when it does not fit; nothing was written.</returns>
    public bool TryWriteRecord(Section section, scoped ReadOnlySpan<byte> owner, RecordType type, uint ttlSeconds, Rdata rdata)
    {
        ArgumentNullException.ThrowIfNull(rdata);
        int mark = Length;
        int ownerOctets = WriteName(mark, owner);
        int fixedPart = mark + ownerOctets;
        int end = fixedPart + PointedRecordOctets - 2;
        if (ownerOctets == 0 || end > _limit || !TryWriteRdata(rdata, ref end))
        {
            _names.ForgetFrom(mark);
            return false;
        }

        WriteFixedPart(_buffer[fixedPart..], type, ttlSeconds, end - fixedPart - (PointedRecordOctets - 2));
        Length = end;
        Count(section, 1);
        return true;
    }

    /// <summary>Writes one record whose RDATA is a single name that may be compressed: a CNAME made up for a DNAME.</summary>
    /// <returns><see langword="false"/> when it does not fit; nothing was written.</returns>
    public bool TryWriteNameRecord(
        Section section, scoped ReadOnlySpan<byte> owner, RecordType type, uint ttlSeconds, scoped ReadOnlySpan<byte> name)
    {
        int mark = Length;
        int ownerOctets = WriteName(mark, owner);
        int fixedPart = mark + ownerOctets;
        int rdata = fixedPart + PointedRecordOctets - 2;
        int rdataOctets = ownerOctets == 0 || rdata > _limit ? 0 : WriteName(rdata, name);
        if (rdataOctets == 0)
        {
            _names.ForgetFrom(mark);
            return false;
        }

        WriteFixedPart(_buffer[fixedPart..], type, ttlSeconds, rdataOctets);
        Length = rdata + rdataOctets;
        Count(section, 1);
        return true;
    }

    /// <summary>Takes back every record and EDE-free flag: the answer turns out to be another one.</summary>
    public void Reset()
    {
        int start = QuestionOffset;
        if (HasQuestion)
        {
            while (_buffer[start] != 0)
                start += _buffer[start] + 1;
            start += 5;
        }

        Length = start;
        _names.ForgetFrom(start);
        _answers = _authorities = _additionals = 0;
        IsTruncated = false;
    }

    /// <summary>Writes header and OPT record.</summary>
    /// <param name="rcode">The response code; one above 15 needs EDNS.</param>
    /// <returns>Octets of the finished response.</returns>
    public int Finish(Rcode rcode)
    {
        if (_hasEdns)
            WriteOpt(rcode);

        ushort flags = (ushort)(MessageFlags.Response
            | (_requestFlags & (MessageFlags.OpcodeMask | MessageFlags.RecursionDesired | MessageFlags.CheckingDisabled))
            | (IsAuthoritative ? MessageFlags.Authoritative : 0)
            | (IsTruncated ? MessageFlags.Truncated : 0)
            | (IsRecursionAvailable ? MessageFlags.RecursionAvailable : 0)
            | ((int)rcode & 0xF));
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], flags);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[4..], (ushort)(HasQuestion ? 1 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[6..], (ushort)_answers);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[8..], (ushort)_authorities);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[10..], (ushort)(_additionals + (_hasEdns ? 1 : 0)));
        return Length;
    }

    private static void WriteFixedPart(Span<byte> at, RecordType type, uint ttlSeconds, int rdataOctets)
    {
        BinaryPrimitives.WriteUInt64BigEndian(at, ((ulong)type << 48) | ((ulong)RecordClass.Internet << 32) | ttlSeconds);
        BinaryPrimitives.WriteUInt16BigEndian(at[8..], (ushort)rdataOctets);
    }

    private bool TryWriteRdata(Rdata rdata, ref int end)
    {
        ReadOnlySpan<byte> octets = rdata.Octets;
        int next = 0;
        for (int i = 0; i < rdata.NameCount; i++)
        {
            int nameAt = i == 0 ? rdata.FirstName : next;
            if (!TryCopy(octets[next..nameAt], ref end))
                return false;

            ReadOnlySpan<byte> name = rdata.NameAt(nameAt);
            int written = WriteName(end, name);
            if (written == 0)
                return false;

            end += written;
            next = nameAt + name.Length;
        }

        return TryCopy(octets[next..], ref end);
    }

    /// <summary>Writes a name, compressed. Most answers are made of pointers alone, so the question is remembered only here.</summary>
    private int WriteName(int offset, scoped ReadOnlySpan<byte> name)
    {
        if (HasQuestion && _names.IsEmpty)
            _names.Remember(_buffer, QuestionOffset);
        return _names.Write(_buffer, offset, _limit, name);
    }

    private readonly bool TryCopy(ReadOnlySpan<byte> octets, ref int end)
    {
        if (end + octets.Length > _limit)
            return false;

        octets.CopyTo(_buffer[end..]);
        end += octets.Length;
        return true;
    }

    private void WriteOpt(Rcode rcode)
    {
        int subnetOctets = _clientSubnet.IsEmpty ? 0 : OptionHeadOctets + _clientSubnet.Length;
        int optionOctets = subnetOctets + (_hasExtendedError ? OptionHeadOctets + sizeof(ushort) + _extendedErrorText.Length : 0);
        Span<byte> opt = _buffer.Slice(Length, OptOctets + optionOctets);
        opt[0] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(opt[1..], (ushort)RecordType.Opt);
        BinaryPrimitives.WriteUInt16BigEndian(opt[3..], _udpPayloadOctets);
        uint extendedFlags = ((uint)rcode >> 4 << 24) | (_isDnssecOk ? 0x8000u : 0);
        BinaryPrimitives.WriteUInt32BigEndian(opt[5..], extendedFlags);
        BinaryPrimitives.WriteUInt16BigEndian(opt[9..], (ushort)optionOctets);
        if (subnetOctets > 0)
        {
            Span<byte> option = opt[OptOctets..];
            BinaryPrimitives.WriteUInt16BigEndian(option, ClientSubnet.OptionCode);
            BinaryPrimitives.WriteUInt16BigEndian(option[2..], (ushort)_clientSubnet.Length);
            _clientSubnet.CopyTo(option[OptionHeadOctets..]);
            option[OptionHeadOctets + ClientSubnet.ScopeOffset] = (byte)SubnetScopeBits;
        }

        if (_hasExtendedError)
        {
            Span<byte> option = opt[(OptOctets + subnetOctets)..];
            BinaryPrimitives.WriteUInt16BigEndian(option, ExtendedErrorOption);
            BinaryPrimitives.WriteUInt16BigEndian(option[2..], (ushort)(2 + _extendedErrorText.Length));
            BinaryPrimitives.WriteUInt16BigEndian(option[4..], (ushort)_extendedError);
            _extendedErrorText.CopyTo(option[6..]);
        }

        Length += opt.Length;
    }

    private readonly int SectionCount(Section section) => section switch
    {
        Section.Answer => _answers,
        Section.Authority => _authorities,
        _ => _additionals,
    };

    private void Count(Section section, int records)
    {
        switch (section)
        {
            case Section.Answer:
                _answers += records;
                break;
            case Section.Authority:
                _authorities += records;
                break;
            default:
                _additionals += records;
                break;
        }
    }
}
