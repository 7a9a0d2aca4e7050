using System.Buffers.Binary;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Wire.Tests.Messages;

/// <summary>A request may be any octets at all; what is refused is refused in silence or with the right code.</summary>
public class QueryMessageTests
{
    // id 0x1234, RD; one question "WwW.svc. A IN"; OPT with 1232 octets, DO, and a cookie of eight octets.
    private static readonly byte[] s_valid =
    [
        0x12, 0x34, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 1,
        3, (byte)'W', (byte)'w', (byte)'W', 3, (byte)'s', (byte)'v', (byte)'c', 0, 0, 1, 0, 1,
        0, 0, 41, 0x04, 0xD0, 0, 0, 0x80, 0, 0, 12, 0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8,
    ];

    private const int QuestionEnd = 25;
    private const int OptStart = QuestionEnd;
    private const int OptionsStart = OptStart + 11;

    [Fact]
    public void Valid_query_is_read()
    {
        var buffers = default(QueryBuffers);

        Assert.Equal(QueryVerdict.Accept, QueryMessage.Read(s_valid, ref buffers, out QueryMessage query));
        Assert.Equal(0x1234, query.Id);
        Assert.Equal(Opcode.Query, query.Opcode);
        Assert.Equal((RecordType.A, RecordClass.Internet), (query.Type, query.Class));
        Assert.Equal(2, query.Name.LabelCount);
        Assert.Equal("\x03www\x03svc\0"u8, query.Name.Wire);
        Assert.Equal(s_valid.AsSpan(12, 13), query.Question);
        Assert.True(query.Edns.IsPresent);
        Assert.True(query.Edns.IsDnssecOk);
        Assert.Equal(1232, query.Edns.UdpPayloadOctets);
        Assert.Equal(12, query.Edns.Options.Length);
    }

    [Fact]
    public void Query_cut_at_any_length_is_refused()
    {
        for (int length = 0; length < s_valid.Length; length++)
        {
            QueryVerdict expected = length < 12 ? QueryVerdict.Drop : QueryVerdict.Malformed;
            Assert.Equal(expected, Read(s_valid[..length]));
        }
    }

    [Fact]
    public void Response_is_met_with_silence_whatever_else_it_is()
    {
        for (int flags = 0; flags < 256; flags++)
            Assert.Equal(QueryVerdict.Drop, Read(With(2, (byte)(0x80 | flags))));
        Assert.Equal(QueryVerdict.Drop, Read([]));
    }

    [Fact]
    public void Opcode_other_than_query_is_not_implemented()
    {
        for (int opcode = 1; opcode < 16; opcode++)
        {
            Assert.Equal(QueryVerdict.NotImplemented, Read(With(2, (byte)(opcode << 3))));
            Assert.Equal(QueryVerdict.NotImplemented, Read(With(2, (byte)(opcode << 3))[..12]));
        }
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 2)]
    [InlineData(4, 0xFFFF)]
    [InlineData(6, 1)] // an answer that is not there
    [InlineData(6, 0xFFFF)]
    [InlineData(8, 1)]
    [InlineData(10, 2)]
    [InlineData(10, 0xFFFF)]
    public void Count_that_does_not_hold_is_malformed(int offset, ushort count)
    {
        byte[] message = [.. s_valid];
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(offset), count);

        // One answer and one additional record, where there is one record in all.
        Assert.Equal(QueryVerdict.Malformed, Read(message));
    }

    [Fact] // RFC 1035 §4.1.4: nothing stands before the QNAME that a pointer could mean.
    public void Compression_pointer_in_the_question_is_malformed_and_cannot_loop()
    {
        for (int target = 0; target < 64; target++)
        {
            byte[] message = [.. s_valid];
            message[12] = 0xC0;
            message[13] = (byte)target;
            Assert.Equal(QueryVerdict.Malformed, Read(message));
            message = [.. s_valid];
            message[16] = 0xFF;
            Assert.Equal(QueryVerdict.Malformed, Read(message));
        }

        foreach (byte kind in (byte[])[0x40, 0x41, 0x80, 0xBF])
            Assert.Equal(QueryVerdict.Malformed, Read(With(12, kind)));
    }

    [Fact]
    public void Name_of_255_octets_is_read_and_one_more_is_malformed()
    {
        byte[] longest = [.. Enumerable.Repeat((byte[])[1, (byte)'a'], 127).SelectMany(label => label), 0];
        Assert.Equal(255, longest.Length);
        Assert.Equal(QueryVerdict.Accept, Read(Question(longest)));
        Assert.Equal(QueryVerdict.Malformed, Read(Question([1, (byte)'a', .. longest])));
        Assert.Equal(QueryVerdict.Malformed, Read(Question([2, (byte)'a', (byte)'b', .. longest[2..]])));
        byte[] label63 = [63, .. Enumerable.Repeat((byte)'x', 63), 0];
        Assert.Equal(QueryVerdict.Accept, Read(Question(label63)));
        Assert.Equal(QueryVerdict.Malformed, Read(Question([64, .. Enumerable.Repeat((byte)'x', 64), 0])));
        Assert.Equal(QueryVerdict.Accept, Read(Question([0])));
    }

    [Fact] // RFC 6891 §6.1.1
    public void Second_opt_is_malformed()
    {
        byte[] message = [.. s_valid, .. s_valid[OptStart..]];
        message[11] = 2;
        Assert.Equal(QueryVerdict.Malformed, Read(message));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    public void Opt_outside_the_additional_section_is_malformed(int countOffset)
    {
        byte[] message = [.. s_valid];
        message[11] = 0;
        message[countOffset + 1] = 1;
        Assert.Equal(QueryVerdict.Malformed, Read(message));
    }

    [Fact]
    public void Opt_that_the_root_does_not_own_is_malformed()
    {
        byte[] message = [.. s_valid[..OptStart], 1, (byte)'a', .. s_valid[OptStart..]];
        Assert.Equal(QueryVerdict.Malformed, Read(message));
        message = [.. s_valid[..OptStart], 0xC0, 0x0C, .. s_valid[(OptStart + 1)..]];
        Assert.Equal(QueryVerdict.Malformed, Read(message));
    }

    [Theory]
    [InlineData(3, 9)] // longer than the OPT record
    [InlineData(2, 0xFF)]
    [InlineData(3, 7)] // leaves one octet that begins no option
    [InlineData(3, 5)]
    public void Option_that_does_not_end_with_its_record_is_malformed(int offset, byte value) =>
        Assert.Equal(QueryVerdict.Malformed, Read(With(OptionsStart + offset, value)));

    [Fact] // RFC 6891 §6.1.3
    public void Edns_version_above_zero_is_a_bad_version()
    {
        for (int version = 1; version < 256; version++)
            Assert.Equal(QueryVerdict.BadVersion, Read(With(OptStart + 6, (byte)version)));
    }

    [Fact]
    public void Record_behind_the_question_is_stepped_over_and_the_opt_behind_it_found()
    {
        byte[] record = [0xC0, 0x0C, 0, 16, 0, 1, 0, 0, 0, 0, 0, 2, 1, (byte)'x'];
        byte[] message = [.. s_valid[..QuestionEnd], .. record, .. s_valid[OptStart..]];
        message[11] = 2;
        var buffers = default(QueryBuffers);

        Assert.Equal(QueryVerdict.Accept, QueryMessage.Read(message, ref buffers, out QueryMessage query));
        Assert.Equal(1232, query.Edns.UdpPayloadOctets);
    }

    [Fact]
    public void Question_for_opt_is_malformed() => Assert.Equal(QueryVerdict.Malformed, Read(With(QuestionEnd - 3, 41)));

    [Fact]
    public void Refusal_still_knows_id_and_question()
    {
        var buffers = default(QueryBuffers);
        QueryMessage.Read(s_valid.AsSpan(0, QuestionEnd), ref buffers, out QueryMessage query);

        Assert.Equal(0x1234, query.Id);
        Assert.Equal(s_valid.AsSpan(12, 13), query.Question);
    }

    [Fact]
    public void Sixty_four_kibibytes_of_anything_are_read_without_a_fault()
    {
        byte[] message = new byte[65_535];
        foreach (byte fill in (byte[])[0, 1, 0x3F, 0xC0, 0xFF])
        {
            message.AsSpan().Fill(fill);
            s_valid.CopyTo(message, 0);
            Read(message);
            BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(4), 0x0001_FFFF_FFFF_FFFF);
            Read(message);
        }
    }

    private static QueryVerdict Read(byte[] message)
    {
        var buffers = default(QueryBuffers);
        return QueryMessage.Read(message, ref buffers, out _);
    }

    private static byte[] With(int offset, byte value)
    {
        byte[] message = [.. s_valid];
        message[offset] = value;
        return message;
    }

    private static byte[] Question(byte[] name) => [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name, 0, 1, 0, 1];
}
