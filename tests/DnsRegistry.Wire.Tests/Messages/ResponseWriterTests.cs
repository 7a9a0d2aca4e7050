using System.Buffers.Binary;
using ARSoft.Tools.Net.Dns;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using RecordType = DnsRegistry.Wire.Records.RecordType;

namespace DnsRegistry.Wire.Tests.Messages;

/// <summary>A response is whole and well-formed at every size, and nothing behind its limit is touched.</summary>
public class ResponseWriterTests
{
    private const byte Untouched = 0xA5;

    private static readonly byte[] s_query =
    [
        0x12, 0x34, 0x01, 0x10, 0, 1, 0, 0, 0, 0, 0, 1, 3, (byte)'W', (byte)'w', (byte)'w', 3, (byte)'s', (byte)'v', (byte)'c',
        0, 0, 1, 0, 1,
        0, 0, 41, 0x04, 0xD0, 0, 0, 0x80, 0, 0, 0,
    ];

    [Fact]
    public void Random_responses_never_exceed_their_limit_and_are_read_by_another_decoder()
    {
        var random = new Random(20_260_102);
        DomainName[] names = [.. Enumerable.Range(0, 40).Select(n => DomainName.Parse($"h{n % 7}.n{n % 5}.www.svc."))];
        byte[] buffer = new byte[4096];

        for (int round = 0; round < 5000; round++)
        {
            buffer.AsSpan().Fill(Untouched);
            int limit = random.Next(64, 1300);
            bool hasEdns = random.Next(2) == 0;
            byte[] request = hasEdns ? s_query : [.. s_query.AsSpan(0, 11), 0, .. s_query.AsSpan(12, 13)];
            var buffers = default(QueryBuffers);
            Assert.Equal(QueryVerdict.Accept, QueryMessage.Read(request, ref buffers, out QueryMessage query));
            var writer = new ResponseWriter(buffer, query, limit, 1232);
            if (random.Next(3) == 0)
                writer.SetExtendedError(ExtendedErrorCode.Other, "some words of explanation that may be too long to fit"u8);
            int written = 0;
            foreach (Section section in Enum.GetValues<Section>())
            {
                for (int i = random.Next(12); i > 0; i--)
                    written += WriteOne(
                        ref writer, section, names[random.Next(names.Length)], names[random.Next(names.Length)], random.Next(5));
            }

            int length = writer.Finish(Rcode.NoError);

            Assert.InRange(length, 12, limit);
            Assert.Equal(-1, buffer.AsSpan(limit).IndexOfAnyExcept(Untouched));
            DnsMessage message = DnsMessage.Parse(buffer[..length]);
            Assert.Equal(
                written,
                message.AnswerRecords.Count + message.AuthorityRecords.Count + message.AdditionalRecords.Count - (hasEdns ? 1 : 0));
            Assert.Equal(hasEdns, message.IsEDnsEnabled);
        }
    }

    private static int WriteOne(ref ResponseWriter writer, Section section, DomainName owner, DomainName other, int kind)
    {
        switch (kind)
        {
            case 0:
                bool isAdded = writer.TryAddRecord(section, ResponseWriter.QuestionOffset, RecordType.A, 5, 4, out Span<byte> rdata);
                if (isAdded)
                    rdata.Fill(1);
                return isAdded ? 1 : 0;
            case 1:
                return writer.TryWriteNameRecord(section, owner.Wire, RecordType.CName, 5, other.Wire) ? 1 : 0;
            case 2:
                return writer.TryWriteRecord(section, owner.Wire, RecordType.NS, 5, Rdata.OfName(other)) ? 1 : 0;
            case 3:
                var soa = new RRset(owner, RecordType.Soa, 5, [new Rdata([.. other.Wire, .. owner.Wire, .. new byte[20]], 0, 2)]);
                return writer.TryWriteRRset(section, owner.Wire, soa, 5) ? 1 : 0;
            default:
                var set = new RRset(owner, RecordType.NS, 5, [Rdata.OfName(other), Rdata.OfName(owner), Rdata.OfName(DomainName.Root)]);
                return writer.TryWriteRRset(section, owner.Wire, set, 5) ? 3 : 0;
        }
    }

    [Fact]
    public void Header_echoes_id_opcode_rd_and_cd_and_says_what_was_set()
    {
        byte[] buffer = new byte[512];
        var buffers = default(QueryBuffers);
        QueryMessage.Read(s_query, ref buffers, out QueryMessage query);
        var writer = new ResponseWriter(buffer, query, 512, 1232) { IsAuthoritative = true, IsTruncated = true };

        int length = writer.Finish(Rcode.BadVers);

        Assert.Equal(0x1234, BinaryPrimitives.ReadUInt16BigEndian(buffer));
        Assert.Equal(0x8000 | 0x0400 | 0x0200 | 0x0100 | 0x0010, BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(2)));
        Assert.Equal(s_query.AsSpan(12, 13), buffer.AsSpan(12, 13));
        // BADVERS is 16: its upper bits stand in the OPT record, beside the DO bit.
        Assert.Equal([0, 0, 41, 0x04, 0xD0, 1, 0, 0x80, 0, 0, 0], buffer.AsSpan(25, length - 25).ToArray());
    }

    [Fact]
    public void RRset_that_does_not_fit_leaves_no_trace()
    {
        byte[] buffer = new byte[512];
        var buffers = default(QueryBuffers);
        QueryMessage.Read(s_query, ref buffers, out QueryMessage query);
        var writer = new ResponseWriter(buffer, query, 25 + 11 + 40, 1232);
        int before = writer.Length;
        DomainName owner = DomainName.Parse("other.example.");
        var set = new RRset(owner, RecordType.A, 5, [new Rdata([1, 1, 1, 1]), new Rdata([2, 2, 2, 2])]);

        Assert.False(writer.TryWriteRRset(Section.Answer, owner.Wire, set, 5));
        Assert.Equal((before, 0), (writer.Length, writer.AnswerCount));
        Assert.True(writer.TryWriteRecord(Section.Answer, owner.Wire, RecordType.A, 5, set.Rdata[0]));
        Assert.Single(DnsMessage.Parse(buffer[..writer.Finish(Rcode.NoError)]).AnswerRecords);
    }

    [Fact]
    public void Extended_error_is_for_those_who_speak_edns_and_its_text_gives_way()
    {
        byte[] buffer = new byte[512];
        var buffers = default(QueryBuffers);
        QueryMessage.Read(s_query, ref buffers, out QueryMessage query);
        var small = new ResponseWriter(buffer, query, 25 + 11 + 8, 1232);
        small.SetExtendedError(ExtendedErrorCode.NotReady, "a text that does not fit"u8);
        int length = small.Finish(Rcode.ServFail);
        Assert.Equal([0, 15, 0, 2, 0, 14], buffer.AsSpan(length - 6, 6).ToArray());

        byte[] request = [.. s_query.AsSpan(0, 11), 0, .. s_query.AsSpan(12, 13)];
        QueryMessage.Read(request, ref buffers, out query);
        var plain = new ResponseWriter(buffer, query, 512, 1232);
        plain.SetExtendedError(ExtendedErrorCode.NotReady, "a text"u8);
        Assert.Equal(25, plain.Finish(Rcode.ServFail));
    }
}
