using DnsRegistry.Wire.Records;
using DnsRegistry.Wire.Records.Presentation;

namespace DnsRegistry.Wire.Tests.Records.Presentation;

public class RecordTypeNameTests
{
    [Theory]
    [InlineData("a", RecordType.A)]
    [InlineData("Aaaa", RecordType.Aaaa)]
    [InlineData("NSEC3PARAM", RecordType.NSec3Param)]
    [InlineData("https", RecordType.Https)]
    [InlineData("TYPE1", RecordType.A)]
    [InlineData("type731", (RecordType)731)]
    [InlineData("TYPE65535", (RecordType)65535)]
    public void Types_are_read_by_mnemonic_or_number(string text, RecordType expected)
    {
        Assert.True(RecordTypeName.TryParse(text, out RecordType type));
        Assert.Equal(expected, type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NONE")]
    [InlineData("1")]
    [InlineData("TYPE")]
    [InlineData("TYPE65536")]
    [InlineData("TYPE-1")]
    [InlineData("TYPE 1")]
    public void Other_words_are_no_type(string text) => Assert.False(RecordTypeName.TryParse(text, out _));

    [Theory]
    [InlineData(RecordType.CName, "CNAME")]
    [InlineData(RecordType.OpenPgpKey, "OPENPGPKEY")]
    [InlineData((RecordType)731, "TYPE731")]
    public void Types_are_written_by_mnemonic_where_they_have_one(RecordType type, string text) =>
        Assert.Equal(text, type.ToMnemonic());

    [Theory] // RFC 6895 §3.1
    [InlineData(RecordType.Opt, false)]
    [InlineData(RecordType.Any, false)]
    [InlineData(RecordType.Axfr, false)]
    [InlineData(RecordType.None, false)]
    [InlineData(RecordType.A, true)]
    [InlineData(RecordType.Caa, true)]
    [InlineData((RecordType)65280, true)]
    public void Types_of_questions_and_messages_are_not_data(RecordType type, bool isData) => Assert.Equal(isData, type.IsData());
}
