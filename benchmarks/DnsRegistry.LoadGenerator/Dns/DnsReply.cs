using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace DnsRegistry.LoadGenerator.Dns;

/// <summary>
/// One answer. It is read with nothing of the server's own code, so that a mistake there cannot hide behind the same
/// mistake here.
/// </summary>
internal sealed class DnsReply
{
    private const int HeaderOctets = 12;

    private DnsReply(ReadOnlySpan<byte> message)
    {
        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        IsResponse = (flags & 0x8000) != 0;
        IsAuthoritative = (flags & 0x0400) != 0;
        IsTruncated = (flags & 0x0200) != 0;
        Rcode = flags & 0xF;

        int offset = HeaderOctets;
        int questions = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        for (int i = 0; i < questions; i++)
        {
            ReadName(message, ref offset);
            offset += 4;
        }

        Answer = ReadRecords(message, BinaryPrimitives.ReadUInt16BigEndian(message[6..]), ref offset);
        Authority = ReadRecords(message, BinaryPrimitives.ReadUInt16BigEndian(message[8..]), ref offset);
        Additional = ReadRecords(message, BinaryPrimitives.ReadUInt16BigEndian(message[10..]), ref offset);
        IsWhole = offset == message.Length;
    }

    /// <summary>The QR bit.</summary>
    public bool IsResponse { get; }

    /// <summary>The AA bit.</summary>
    public bool IsAuthoritative { get; }

    /// <summary>The TC bit.</summary>
    public bool IsTruncated { get; }

    /// <summary>The RCODE, without its extension.</summary>
    public int Rcode { get; }

    /// <summary>Whether the message ends where its records do.</summary>
    public bool IsWhole { get; }

    /// <summary>The answer section.</summary>
    public IReadOnlyList<DnsRecord> Answer { get; }

    /// <summary>The authority section.</summary>
    public IReadOnlyList<DnsRecord> Authority { get; }

    /// <summary>The additional section.</summary>
    public IReadOnlyList<DnsRecord> Additional { get; }

    /// <summary>Reads an answer.</summary>
    /// <returns>Null when it is no whole message.</returns>
    public static DnsReply? Read(ReadOnlySpan<byte> message)
    {
        try
        {
            return new DnsReply(message);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"rcode {Rcode}{(IsTruncated ? " TC" : "")} [{string.Join("; ", Answer.Select(record => $"{record.Owner} {record.Data}"))}]";

    private static List<DnsRecord> ReadRecords(ReadOnlySpan<byte> message, int count, ref int offset)
    {
        var records = new List<DnsRecord>(Math.Min(count, message.Length));
        for (int i = 0; i < count; i++)
        {
            string owner = ReadName(message, ref offset);
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(message[offset..]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(message[(offset + 8)..]);
            offset += 10;
            records.Add(new DnsRecord(owner, type, ReadData(message, type, offset, length)));
            offset += length;
        }

        return records;
    }

    private static string ReadData(ReadOnlySpan<byte> message, ushort type, int offset, int length)
    {
        ReadOnlySpan<byte> data = message.Slice(offset, length);
        if (type == DnsQuestion.A && length == 4)
            return new IPAddress(data).ToString();
        if (type != DnsQuestion.Srv)
            return Convert.ToHexString(data);

        int target = offset + 6;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{BinaryPrimitives.ReadUInt16BigEndian(data)} {BinaryPrimitives.ReadUInt16BigEndian(data[2..])} "
            + $"{BinaryPrimitives.ReadUInt16BigEndian(data[4..])} {ReadName(message, ref target)}");
    }

    private static string ReadName(ReadOnlySpan<byte> message, ref int offset)
    {
        var name = new StringBuilder();
        int at = offset;
        bool hasJumped = false;

        // No name has more labels than this; a pointer that leads in a circle ends here.
        for (int labels = 0; labels < 128; labels++)
        {
            int length = message[at++];
            if (length == 0)
            {
                offset = hasJumped ? offset : at;
                return name.Append(name.Length == 0 ? "." : "").ToString();
            }

            if (length >= 0xC0)
            {
                int target = ((length & 0x3F) << 8) | message[at++];
                offset = hasJumped ? offset : at;
                hasJumped = true;
                at = target;
                continue;
            }

            name.Append(Encoding.Latin1.GetString(message.Slice(at, length)).ToLowerInvariant()).Append('.');
            at += length;
        }

        throw new ArgumentOutOfRangeException(nameof(message), "A name has no end.");
    }
}
