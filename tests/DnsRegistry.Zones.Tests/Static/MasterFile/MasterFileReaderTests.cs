using DnsRegistry.Testing;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Wire.Records.Presentation;
using DnsRegistry.Zones.Static;
using DnsRegistry.Zones.Static.MasterFile;

namespace DnsRegistry.Zones.Tests.Static.MasterFile;

public class MasterFileReaderTests
{
    private const string Head = "@ 3600 IN SOA ns hostmaster 7 7200 900 1209600 60\n@ 3600 IN NS ns\n";

    [Fact] // RFC 1035 §5.1
    public void Owner_TTL_and_class_may_be_left_out_and_stand_in_either_order()
    {
        ZoneContent zone = Read(Head + """
            a 300 IN A 192.0.2.1
              IN 300 AAAA 2001:db8::1
            b IN A 192.0.2.2
              TXT text
            c.example.test. 60 A 192.0.2.3
            """);

        Assert.Equal(
            ["a 300 A", "a 300 AAAA", "b 300 A", "b 300 TXT", "c 60 A"],
            zone.RRsets.Skip(2).Select(rrset => $"{(char)rrset.Owner.Label(0)[0]} {rrset.TtlSeconds} {rrset.Type.ToMnemonic()}"));
    }

    [Fact]
    public void Parentheses_join_lines_and_semicolons_begin_comments()
    {
        ZoneContent zone = Read("""
            $TTL 1h ; the default
            @ IN SOA ns hostmaster ( ; (not counted)
                7      ; serial ")"
                2h 15m
                2w 1m )
              NS ns

            a TXT ( "one;two"
                    three ) ; four
            """);

        Assert.Equal("6f6e653b74776f", Convert.ToHexStringLower(Find(zone, "a", RecordType.Txt).Rdata[0].Octets[1..8]));
        Assert.Equal(3600u, zone.Soa!.TtlSeconds);
    }

    [Fact]
    public void Escapes_give_names_any_octet()
    {
        ZoneContent zone = Read(Head + """
            a\.b 60 A 192.0.2.1
            \097\032c 60 A 192.0.2.2
            \@ 60 A 192.0.2.3
            """);

        Assert.Equal(
            [@"a\.b.example.test.", @"a\032c.example.test.", @"\@.example.test."],
            zone.RRsets.Skip(2).Select(rrset => rrset.Owner.ToString()));
    }

    [Fact]
    public void Origin_is_the_file_name_until_ORIGIN_sets_another()
    {
        ZoneContent zone = Read(Head + """
            a 60 A 192.0.2.1
            $ORIGIN sub
            a 60 A 192.0.2.2
            $ORIGIN deeper.sub.example.test.
            @ 60 A 192.0.2.3
            """);

        Assert.Equal(
            ["a.example.test.", "a.sub.example.test.", "deeper.sub.example.test."],
            zone.RRsets.Skip(2).Select(rrset => rrset.Owner.ToString()));
    }

    [Fact]
    public void Apex_is_the_owner_of_the_SOA() =>
        Assert.Equal(DomainName.Parse("other.test."), Read("$ORIGIN other.test.\n" + Head).Apex);

    [Fact] // RFC 2308 §4
    public void TTL_comes_from_the_record_then_from_TTL_then_from_the_record_before()
    {
        ZoneContent zone = Read("""
            @ 3600 IN SOA ns hostmaster 7 7200 900 1209600 60
            @ NS ns
            a 30 A 192.0.2.1
            b A 192.0.2.2
            $TTL 1h30m
            c A 192.0.2.3
            d 10 A 192.0.2.4
            e A 192.0.2.5
            """);

        Assert.Equal([3600u, 3600u, 30u, 30u, 5400u, 10u, 5400u], zone.RRsets.Select(rrset => rrset.TtlSeconds));
    }

    [Fact]
    public void SOA_without_any_TTL_takes_its_minimum() =>
        Assert.Equal(60u, Read("@ IN SOA ns hostmaster 7 7200 900 1209600 60\n@ NS ns\n").Soa!.TtlSeconds);

    [Fact] // RFC 2181 §5
    public void Duplicates_count_once_and_the_lowest_TTL_of_an_RRset_counts_for_all()
    {
        RRset rrset = Find(Read(Head + "a 60 A 192.0.2.1\na 30 A 192.0.2.2\nA 90 A 192.0.2.1\n"), "a", RecordType.A);

        Assert.Equal(2, rrset.Rdata.Length);
        Assert.Equal(30u, rrset.TtlSeconds);
    }

    [Fact]
    public void SOA_comes_first_whatever_the_order_of_the_file() =>
        Assert.Equal(RecordType.Soa, Read("$TTL 60\na A 192.0.2.1\n" + Head).RRsets[0].Type);

    [Fact]
    public void All_faults_are_listed_each_with_its_place()
    {
        MasterFileResult read = MasterFileReader.ReadText(
            Head + """
            a 60 A 192.0.2.300
            b 60 CH A 192.0.2.1
            c 60 NOTYPE x
            d 60 MX ( 10
                 mail extra )
            e..f 60 A 192.0.2.1
            $GENERATE 1-3 h$ A 192.0.2.$
            $NONSENSE
            g 60 TXT "open
            h 60 A 192.0.2.1 )
            i 60 ANY \# 0
            j 60 A
            """,
            "zones/example.test.zone");

        Assert.Null(read.Content);
        Assert.Equal(
            [
                "zones/example.test.zone:3:8: A: '192.0.2.300' is not an IPv4 address",
                "zones/example.test.zone:4:6: class CH is not served, only IN",
                "zones/example.test.zone:5:6: 'NOTYPE' is not a record type",
                "zones/example.test.zone:7:11: MX: 'extra' is one word too many",
                "zones/example.test.zone:8:1: 'e..f' is not a domain name: it has an empty label",
                "zones/example.test.zone:9:1: $GENERATE is not read here: write the records out",
                "zones/example.test.zone:10:1: $NONSENSE is not a directive",
                "zones/example.test.zone:11:10: this quote is not closed on its line",
                "zones/example.test.zone:12:18: this parenthesis was never opened",
                "zones/example.test.zone:13:6: ANY is for questions and messages, not for zones",
                "zones/example.test.zone:14:6: A: the address is missing",
            ],
            read.Faults.Select(fault => fault.ToString()));
    }

    [Theory]
    [InlineData("a A 192.0.2.1", 1, "no TTL")]
    [InlineData("  60 A 192.0.2.1", 3, "no owner")]
    [InlineData("a 2147483648 A 192.0.2.1", 3, "2147483647")]
    [InlineData("$TTL", 1, "wants a value")]
    [InlineData("$TTL soon", 6, "not a TTL")]
    [InlineData("$ORIGIN a..b.", 9, "empty label")]
    [InlineData("$ORIGIN a. b.", 12, "too many")]
    [InlineData("a 60 IN", 6, "type is missing")]
    [InlineData("a 60 A ( 192.0.2.1", 8, "never closed")]
    [InlineData("$INCLUDE no-such-file", 10, "does not exist")]
    public void A_line_that_cannot_be_read_is_a_fault(string line, int column, string message)
    {
        MasterFileResult read = MasterFileReader.ReadText(line, "example.test.zone");

        Assert.Null(read.Content);
        ZoneFileFault fault = Assert.Single(read.Faults);
        Assert.Equal((1, column), (fault.Line, fault.Column));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_read_or_refused_but_never_throws()
    {
        string text = Head + "a 60 TXT ( \"b\\\"c\" \\100 ) ; d\n$TTL 1h\n* SVCB 1 . alpn=\"h2,h3\"\ne TYPE731 \\# 2 abcd\n";
        for (int length = 0; length <= text.Length; length++)
        {
            MasterFileResult read = MasterFileReader.ReadText(text[..length], "example.test.zone");
            Assert.Equal(read.Content is null, read.Faults.Count > 0);
        }
    }

    private static ZoneContent Read(string text) => Given.ZoneContent(text, "example.test.zone");

    private static RRset Find(ZoneContent zone, string label, RecordType type) =>
        Assert.Single(zone.RRsets, rrset => rrset.Owner == DomainName.Parse(label + ".example.test.") && rrset.Type == type);
}
