using System.Buffers.Binary;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Wire.Messages;

/// <summary>Writes the queries that this program asks itself: one question and an OPT record.</summary>
public static class QueryWriter
{
    /// <summary>Octets of the longest query it writes.</summary>
    public const int MostOctets = MessageFlags.HeaderOctets + MostQuestionOctets + OptOctets + OptionHeadOctets;

    /// <summary>Octets of the longest question: a name, QTYPE and QCLASS.</summary>
    public const int MostQuestionOctets = 255 + 4;

    private const int OptOctets = 11;
    private const int OptionHeadOctets = 4;

    /// <summary>Writes a query with the id 0.</summary>
    /// <param name="buffer">Room for <see cref="MostOctets"/>.</param>
    /// <param name="question">The question in wire form.</param>
    /// <param name="likeFlags">The flags of another message: of them RD and CD are taken over.</param>
    /// <param name="udpPayloadOctets">The largest UDP response that is taken.</param>
    /// <param name="emptyOption">The code of an EDNS option without a value to add; 0 for none.</param>
    /// <returns>Octets written.</returns>
    public static int Write(
        Span<byte> buffer, ReadOnlySpan<byte> question, ushort likeFlags, ushort udpPayloadOctets, ushort emptyOption = 0)
    {
        int optionOctets = emptyOption == 0 ? 0 : OptionHeadOctets;
        Span<byte> query = buffer[..(MessageFlags.HeaderOctets + question.Length + OptOctets + optionOctets)];
        query.Clear();
        ushort flags = (ushort)(likeFlags & (MessageFlags.RecursionDesired | MessageFlags.CheckingDisabled));
        BinaryPrimitives.WriteUInt16BigEndian(query[2..], flags);
        BinaryPrimitives.WriteUInt16BigEndian(query[4..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(query[10..], 1);
        question.CopyTo(query[MessageFlags.HeaderOctets..]);

        Span<byte> opt = query[(MessageFlags.HeaderOctets + question.Length)..];
        BinaryPrimitives.WriteUInt16BigEndian(opt[1..], (ushort)RecordType.Opt);
        BinaryPrimitives.WriteUInt16BigEndian(opt[3..], udpPayloadOctets);
        BinaryPrimitives.WriteUInt16BigEndian(opt[9..], (ushort)optionOctets);
        if (optionOctets > 0)
            BinaryPrimitives.WriteUInt16BigEndian(opt[OptOctets..], emptyOption);
        return query.Length;
    }
}
