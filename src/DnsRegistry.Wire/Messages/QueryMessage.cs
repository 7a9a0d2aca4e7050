using System.Buffers.Binary;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Wire.Messages;

/// <summary>One request, read in place: a header, one question, and what its OPT record says.</summary>
public readonly ref struct QueryMessage
{
    /// <summary>The message id, echoed in the response.</summary>
    public ushort Id { get; private init; }

    /// <summary>The flags as received; opcode, RD and CD are echoed.</summary>
    public ushort Flags { get; private init; }

    /// <summary>The kind of message.</summary>
    public Opcode Opcode => (Opcode)((Flags & MessageFlags.OpcodeMask) >> MessageFlags.OpcodeShift);

    /// <summary>The question as received, letter case and all: QNAME, QTYPE, QCLASS. Empty when none could be read.</summary>
    public ReadOnlySpan<byte> Question { get; private init; }

    /// <summary>The QNAME, lower-cased.</summary>
    public QueryName Name { get; private init; }

    /// <summary>The QTYPE.</summary>
    public RecordType Type { get; private init; }

    /// <summary>The QCLASS.</summary>
    public RecordClass Class { get; private init; }

    /// <summary>What the OPT record says.</summary>
    public EdnsRequest Edns { get; private init; }

    /// <summary>Reads a request. It never throws, whatever the octets.</summary>
    /// <param name="message">Exactly the octets received.</param>
    /// <param name="buffers">Where the lower-cased QNAME is put; it must live as long as the query.</param>
    /// <param name="query">What could be read, so that even a refusal carries id, opcode and question.</param>
    public static QueryVerdict Read(ReadOnlySpan<byte> message, ref QueryBuffers buffers, out QueryMessage query)
    {
        query = default;
        if (message.Length < MessageFlags.HeaderOctets)
            return QueryVerdict.Drop;

        ushort id = BinaryPrimitives.ReadUInt16BigEndian(message);
        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        if ((flags & MessageFlags.Response) != 0)
            return QueryVerdict.Drop;

        query = new QueryMessage { Id = id, Flags = flags };
        if (query.Opcode != Opcode.Query)
            return QueryVerdict.NotImplemented;
        if (BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1)
            return QueryVerdict.Malformed;

        var reader = new WireReader(message);
        reader.TryReadOctets(MessageFlags.HeaderOctets, out _);
        if (!TryReadName(ref reader, ref buffers, out QueryName name)
            || !reader.TryReadUInt16(out ushort type)
            || !reader.TryReadUInt16(out ushort recordClass))
        {
            return QueryVerdict.Malformed;
        }

        bool isWellFormed = TryReadRest(message, ref reader, out EdnsRequest edns);
        query = new QueryMessage
        {
            Id = id,
            Flags = flags,
            Question = message[MessageFlags.HeaderOctets..(MessageFlags.HeaderOctets + name.Wire.Length + 4)],
            Name = name,
            Type = (RecordType)type,
            Class = (RecordClass)recordClass,
            Edns = edns,
        };

        if (!isWellFormed || query.Type == RecordType.Opt)
            return QueryVerdict.Malformed;
        return edns.Version > 0 ? QueryVerdict.BadVersion : QueryVerdict.Accept;
    }

    /// <summary>Reads the QNAME. Nothing stands before it that a compression pointer could point to, so a pointer is a fault.</summary>
    private static bool TryReadName(scoped ref WireReader reader, ref QueryBuffers buffers, out QueryName name)
    {
        name = default;
        Span<byte> wire = buffers.Name;
        Span<byte> offsets = buffers.Offsets;
        int length = 0;
        int labels = 0;
        while (reader.TryReadByte(out byte labelOctets))
        {
            if (labelOctets > DomainName.MaxLabelOctets || length + labelOctets + 1 > DomainName.MaxOctets)
                return false;

            offsets[labels++] = (byte)length;
            wire[length] = labelOctets;
            if (labelOctets == 0)
            {
                name = new QueryName(wire[..(length + 1)], offsets[..labels]);
                return true;
            }

            if (!reader.TryReadOctets(labelOctets, out ReadOnlySpan<byte> label))
                return false;

            LetterCase.CopyLower(label, wire[(length + 1)..]);
            length += labelOctets + 1;
        }

        return false;
    }

    /// <summary>Steps over what follows the question, and reads the OPT record among it.</summary>
    private static bool TryReadRest(ReadOnlySpan<byte> message, scoped ref WireReader reader, out EdnsRequest edns)
    {
        edns = default;
        int beforeAdditional = BinaryPrimitives.ReadUInt16BigEndian(message[6..]) + BinaryPrimitives.ReadUInt16BigEndian(message[8..]);
        int records = beforeAdditional + BinaryPrimitives.ReadUInt16BigEndian(message[10..]);
        for (int i = 0; i < records; i++)
        {
            int start = reader.Offset;
            if (!reader.TrySkipName()
                || !reader.TryReadUInt16(out ushort type)
                || !reader.TryReadUInt16(out ushort udpPayloadOctets)
                || !reader.TryReadUInt32(out uint extendedFlags)
                || !reader.TryReadUInt16(out ushort length)
                || !reader.TryReadOctets(length, out ReadOnlySpan<byte> rdata))
            {
                return false;
            }

            if ((RecordType)type != RecordType.Opt)
                continue;

            // One OPT, owned by the root, in the additional section (RFC 6891 §6.1.1).
            bool isRootOwned = message[start] == 0;
            if (edns.IsPresent || !isRootOwned || i < beforeAdditional || !AreWellFormedOptions(rdata))
                return false;

            edns = new EdnsRequest
            {
                IsPresent = true,
                Version = (byte)(extendedFlags >> 16),
                UdpPayloadOctets = udpPayloadOctets,
                IsDnssecOk = (extendedFlags & 0x8000) != 0,
                Options = rdata,
            };
        }

        return true;
    }

    private static bool AreWellFormedOptions(ReadOnlySpan<byte> options)
    {
        var reader = new WireReader(options);
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadUInt16(out _) || !reader.TryReadUInt16(out ushort length) || !reader.TryReadOctets(length, out _))
                return false;
        }

        return true;
    }
}
