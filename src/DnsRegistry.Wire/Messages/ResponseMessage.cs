using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Wire.Messages;

/// <summary>A response, read whole, whoever made it: for comparing and for showing. The query path has no use for it.</summary>
public sealed class ResponseMessage
{
    private const ushort ExtendedErrorOption = 15;

    private readonly List<ResponseRecord>[] _sections = [[], [], []];

    private ResponseMessage()
    {
    }

    /// <summary>The response code, the upper bits of EDNS included.</summary>
    public Rcode Rcode { get; private set; }

    /// <summary>The AA bit.</summary>
    public bool IsAuthoritative { get; private set; }

    /// <summary>The TC bit.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>The answer section.</summary>
    public IReadOnlyList<ResponseRecord> Answer => _sections[0];

    /// <summary>The authority section.</summary>
    public IReadOnlyList<ResponseRecord> Authority => _sections[1];

    /// <summary>The additional section without the OPT record.</summary>
    public IReadOnlyList<ResponseRecord> Additional => _sections[2];

    /// <summary>The INFO-CODE of an extended error (RFC 8914); null without one.</summary>
    public ExtendedErrorCode? ExtendedError { get; private set; }

    /// <summary>Its EXTRA-TEXT.</summary>
    public string ExtendedErrorText { get; private set; } = "";

    /// <summary>Reads a response. It never throws, whatever the octets.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, [NotNullWhen(true)] out ResponseMessage? response)
    {
        response = null;
        if (message.Length < MessageFlags.HeaderOctets)
            return false;

        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        if ((flags & MessageFlags.Response) == 0)
            return false;

        var read = new ResponseMessage
        {
            Rcode = (Rcode)(flags & 0xF),
            IsAuthoritative = (flags & MessageFlags.Authoritative) != 0,
            IsTruncated = (flags & MessageFlags.Truncated) != 0,
        };
        if (!read.TryReadBody(message))
            return false;

        response = read;
        return true;
    }

    private bool TryReadBody(ReadOnlySpan<byte> message)
    {
        int at = MessageFlags.HeaderOctets;
        for (int i = BinaryPrimitives.ReadUInt16BigEndian(message[4..]); i > 0; i--)
        {
            if (!TryReadName(message, ref at, out _))
                return false;
            at += 4;
        }

        for (int section = 0; section < _sections.Length; section++)
        {
            for (int i = BinaryPrimitives.ReadUInt16BigEndian(message[(6 + (2 * section))..]); i > 0; i--)
            {
                if (!TryReadRecord(message, ref at, _sections[section]))
                    return false;
            }
        }

        return true;
    }

    private bool TryReadRecord(ReadOnlySpan<byte> message, ref int at, List<ResponseRecord> section)
    {
        if (!TryReadName(message, ref at, out byte[] owner) || at + 10 > message.Length)
            return false;

        var type = (RecordType)BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
        uint ttl = BinaryPrimitives.ReadUInt32BigEndian(message[(at + 4)..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
        at += 10;
        if (at + length > message.Length)
            return false;

        if (type == RecordType.Opt)
        {
            ReadOpt(ttl, message.Slice(at, length));
        }
        else
        {
            if (!TryExpand(message[..(at + length)], at, type, out byte[] rdata))
                return false;
            section.Add(new ResponseRecord(DomainName.FromWire(owner), type, ttl, rdata));
        }

        at += length;
        return true;
    }

    private void ReadOpt(uint extendedFlags, ReadOnlySpan<byte> options)
    {
        Rcode |= (Rcode)(extendedFlags >> 24 << 4);
        while (options.Length >= 4)
        {
            int length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(options[2..]), options.Length - 4);
            if (BinaryPrimitives.ReadUInt16BigEndian(options) == ExtendedErrorOption && length >= 2)
            {
                ExtendedError = (ExtendedErrorCode)BinaryPrimitives.ReadUInt16BigEndian(options[4..]);
                ExtendedErrorText = Encoding.UTF8.GetString(options.Slice(6, length - 2));
            }

            options = options[(4 + length)..];
        }
    }

    /// <summary>
    /// Writes names out. Others than those of RFC 1035 must not be compressed, but some servers do so in SRV (RFC 3597 §4).
    /// </summary>
    private static bool TryExpand(ReadOnlySpan<byte> message, int at, RecordType type, out byte[] rdata)
    {
        (int before, int names) = type switch
        {
            RecordType.CName or RecordType.NS or RecordType.Ptr or RecordType.DName => (0, 1),
            RecordType.Soa => (0, 2),
            RecordType.MX => (2, 1),
            RecordType.Srv => (6, 1),
            _ => (0, 0),
        };
        rdata = [];
        if (at + before > message.Length)
            return false;

        var octets = new List<byte>(message.Slice(at, before).ToArray());
        at += before;
        for (int i = 0; i < names; i++)
        {
            if (!TryReadName(message, ref at, out byte[] name))
                return false;
            octets.AddRange(name);
        }

        octets.AddRange(message[at..]);
        rdata = [.. octets];
        return true;
    }

    /// <summary>Reads a name, lower-cased. Pointers lead backwards alone, so it ends.</summary>
    private static bool TryReadName(ReadOnlySpan<byte> message, ref int at, out byte[] name)
    {
        Span<byte> wire = stackalloc byte[DomainName.MaxOctets];
        int length = 0;
        int position = at;
        int earliest = at;
        bool hasJumped = false;
        name = [];
        while (position < message.Length)
        {
            int octets = message[position];
            if (octets >= 0xC0 && position + 1 < message.Length)
            {
                at = hasJumped ? at : position + 2;
                hasJumped = true;
                position = ((octets & 0x3F) << 8) | message[position + 1];
                if (position >= earliest)
                    return false;
                earliest = position;
                continue;
            }

            if (octets > DomainName.MaxLabelOctets || position + octets >= message.Length || length + octets + 1 > wire.Length)
                return false;

            wire[length] = (byte)octets;
            LetterCase.CopyLower(message.Slice(position + 1, octets), wire[(length + 1)..]);
            length += octets + 1;
            position += octets + 1;
            if (octets == 0)
            {
                at = hasJumped ? at : position;
                name = wire[..length].ToArray();
                return true;
            }
        }

        return false;
    }
}
