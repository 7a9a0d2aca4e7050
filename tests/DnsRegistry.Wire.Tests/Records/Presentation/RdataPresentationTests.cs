using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Wire.Records.Presentation;

namespace DnsRegistry.Wire.Tests.Records.Presentation;

/// <summary>Words and the octets that an independent implementation (dnspython 2) makes of them, origin <c>example.test.</c></summary>
public class RdataPresentationTests
{
    private static readonly DomainName s_origin = DomainName.Parse("example.test.");

    public static readonly TheoryData<string, string, string> KnownForms = new()
    {
        { "A", @"192.0.2.1", "c0000201" },
        { "AAAA", @"2001:db8::ff00:42:8329", "20010db8000000000000ff0000428329" },
        { "AAAA", @"::ffff:192.0.2.33", "00000000000000000000ffffc0000221" },
        {
            "HINFO",
            @"""PC-Intel-700mhz"" ""Redhat \""Linux\"" 7.1""",
            "0f50432d496e74656c2d3730306d687a1252656468617420224c696e75782220372e31"
        },
        { "MX", @"10 Mail", "000a046d61696c076578616d706c65047465737400" },
        { "TXT", @"foo ""bar baz"" ""a\""b"" \065\066 """"", "03666f6f076261722062617a0361226202414200" },
        { "SPF", @"""v=spf1 -all""", "0b763d73706631202d616c6c" },
        { "RP", @"mbox.Rp txt.rp", "046d626f78027270076578616d706c6504746573740003747874027270076578616d706c65047465737400" },
        { "AFSDB", @"1 Afs", "000103616673076578616d706c65047465737400" },
        { "LOC", @"52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m", "000016138b3cf018810cbce0009895b8" },
        { "LOC", @"42 21 54 N 71 06 18 W -24m 30m", "0033161389172dd070be15f000988d20" },
        { "LOC", @"60 9 N 24 39 E 10 20 2000 20", "002325238ce82360854a10a000989a68" },
        { "SRV", @"0 5 5060 Sip", "0000000513c403736970076578616d706c65047465737400" },
        {
            "NAPTR",
            @"100 50 ""s"" ""z3950+I2L+I2C"" """" _z3950._tcp.gatech.edu.",
            "0064003201730d7a333935302b49324c2b49324300065f7a33393530045f746370066761746563680365647500"
        },
        {
            "NAPTR",
            @"100 10 """" """" ""!^urn:cid:.+@([^\\.]+\\.)(.*)$!\\2!i"" .",
            "0064000a000021215e75726e3a6369643a2e2b40285b5e5c2e5d2b5c2e29282e2a2924215c32216900"
        },
        { "KX", @"2 Kx.rfc", "0002026b7803726663076578616d706c65047465737400" },
        {
            "CERT",
            @"PKIX 65534 RSASHA1 MxFcby9k/yvedMfQgKzhH5er0Mu/vILz45I=",
            "0001fffe0533115c6f2f64ff2bde74c7d080ace11f97abd0cbbfbc82f3e392"
        },
        { "DNAME", @"Frobozz.example.", "0766726f626f7a7a076578616d706c6500" },
        { "DS", @"60485 5 1 2BB183AF5F22588179A53B0A 98631FAD1A292118", "ec4505012bb183af5f22588179a53b0a98631fad1a292118" },
        { "CDS", @"0 0 0 00", "0000000000" },
        { "SSHFP", @"2 1 123456789abcdef67890123456789abcdef67890", "0201123456789abcdef67890123456789abcdef67890" },
        {
            "RRSIG",
            @"A 5 3 86400 20030322173103 20030220173103 2642 example.com. oJB1W6WNGv+ldvQ3WDG0MQkg5IEhjR"
            + @"ip8WTrPYGv07h108dUKGMeDPKijVCHX3DDKdfb+v6oB9wfuh3DTJXUAfI/M0zmO/zz8bW0Rznl8O3tGNazPwQKkRN2"
            + @"0XPXV6nwwfoXmJQbsLNrLfkGJ5D6fwFm8nN+6pBzeDQfsS3Ap3o=",
            "00010503000151803e7c9dd73e5510d70a52076578616d706c6503636f6d00a090755ba58d1affa576f4375831b43109"
            + "20e481218d18a9f164eb3d81afd3b875d3c75428631e0cf2a28d50875f70c329d7dbfafea807dc1fba1dc34c95d401f2"
            + "3f334ce63bfcf3f1b5b44739e5f0eded18d6b33f040a911376d173d757a9f0c1fa1798941bb0b36b2df9062790fa7f01"
            + "66f2737eea907378341fb12dc0a77a"
        },
        {
            "NSEC",
            @"host.example.com. A MX RRSIG NSEC TYPE1234",
            "04686f7374076578616d706c6503636f6d000006400100000003041b0000000000000000000000000000000000000000"
            + "00000000000020"
        },
        {
            "DNSKEY",
            @"256 3 5 AQPSKmynfzW4kyBv015MUG2DeIQ3 Cbl+BBZH4b/0PY1kxkmvHjcZc8nokfzj31GajIQKY+5CptLr3buXA"
            + @"10hWqTkF7H6RfoRqXQeogmMHfpftf6z",
            "010003050103d22a6ca77f35b893206fd35e4c506d8378843709b97e041647e1bff43d8d64c649af1e371973c9e891fc"
            + "e3df519a8c840a63ee42a6d2ebddbb97035d215aa4e417b1fa45fa11a9741ea2098c1dfa5fb5feb3"
        },
        { "CDNSKEY", @"0 3 0 AA==", "0000030000" },
        {
            "NSEC3",
            @"1 1 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr MX DNSKEY NS SOA NSEC3PARAM RRSIG",
            "0101000c04aabbccdd14174eb2409fe28bcb4887a1836f957f0a8425e27b000722010000000290"
        },
        { "NSEC3PARAM", @"1 0 12 -", "0100000c00" },
        {
            "TLSA",
            @"3 1 1 d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971",
            "030101d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971"
        },
        { "SMIMEA", @"3 1 0 0102 0304", "03010001020304" },
        { "OPENPGPKEY", @"bXkg a2V5", "6d79206b6579" },
        { "CSYNC", @"66 3 A NS AAAA", "000000420003000460000008" },
        {
            "ZONEMD",
            @"2018031500 1 1 FEBE3D4CE2EC2FFA4BA99D46CD69D6D29711E55217057BEE7EB1A7B641A47BA7FED2DD5B97A"
            + @"E499FAFA4F22C6BD647DE",
            "7848b78c0101febe3d4ce2ec2ffa4ba99d46cd69d6d29711e55217057bee7eb1a7b641a47ba7fed2dd5b97ae499fafa4"
            + "f22c6bd647de"
        },
        { "SVCB", @"0 Foo.example.com.", "000003666f6f076578616d706c6503636f6d00" },
        { "SVCB", @"1 .", "000100" },
        { "SVCB", @"16 foo.example.com. port=53", "001003666f6f076578616d706c6503636f6d00000300020035" },
        { "SVCB", @"1 foo.example.com. key667=hello", "000103666f6f076578616d706c6503636f6d00029b000568656c6c6f" },
        { "SVCB", @"1 foo.example.com. key667=""hello\210qoo""", "000103666f6f076578616d706c6503636f6d00029b000968656c6c6fd2716f6f" },
        {
            "SVCB",
            @"1 foo.example.com. ipv6hint=""2001:db8::1,2001:db8::53:1""",
            "000103666f6f076578616d706c6503636f6d000006002020010db800000000000000000000000120010db80000000000"
            + "00000000530001"
        },
        {
            "SVCB",
            @"16 foo.example.org. alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1",
            "001003666f6f076578616d706c65036f7267000000000400010004000100090268320568332d313900040004c0000201"
        },
        {
            "SVCB",
            @"16 foo.example.org. alpn=""f\\\\oo\\,bar,h2""",
            "001003666f6f076578616d706c65036f7267000001000c08665c6f6f2c626172026832"
        },
        {
            "SVCB",
            @"16 foo.example.org. alpn=f\\\092oo\092,bar,h2",
            "001003666f6f076578616d706c65036f7267000001000c08665c6f6f2c626172026832"
        },
        { "EUI48", @"00-00-5e-00-53-2a", "00005e00532a" },
        { "EUI64", @"00-00-5e-ef-10-00-00-2a", "00005eef1000002a" },
        { "URI", @"10 1 ""ftp://ftp1.example.com/public""", "000a00016674703a2f2f667470312e6578616d706c652e636f6d2f7075626c6963" },
        {
            "CAA",
            @"0 issue ""letsencrypt.org; validationmethods=dns-01""",
            "000569737375656c657473656e63727970742e6f72673b2076616c69646174696f6e6d6574686f64733d646e732d3031"
        },
        { "CAA", @"128 tbs ""Unknown""", "8003746273556e6b6e6f776e" },
        { "TYPE731", @"\# 6 abcdef012345", "abcdef012345" },
        { "A", @"\# 4 0A000001", "0a000001" },
        { "PTR", @"Web", "03776562076578616d706c65047465737400" },
        { "TYPE1", @"192.0.2.77", "c000024d" },
    };

    [Theory]
    [MemberData(nameof(KnownForms))]
    public void Words_become_the_octets_of_the_RFC(string type, string words, string octets) =>
        Assert.Equal(octets, Convert.ToHexStringLower(Read(type, words).Octets));

    [Theory]
    [MemberData(nameof(KnownForms))]
    public void Octets_given_in_generic_form_are_the_same_RDATA(string type, string words, string octets)
    {
        Rdata expected = Read(type, words);

        Rdata generic = Read(type, $@"\# {octets.Length / 2} {octets.ToUpperInvariant()}");

        Assert.Equal(expected, generic);
        Assert.Equal((expected.FirstName, expected.NameCount), (generic.FirstName, generic.NameCount));
    }

    [Theory]
    [MemberData(nameof(KnownForms))]
    public void A_word_cut_off_anywhere_never_throws(string type, string words, string octets)
    {
        Assert.NotNull(octets);
        for (int length = 0; length < words.Length; length++)
        {
            bool isRead = TryRead(type, words[..length], out Rdata? rdata, out PresentationFault fault);
            Assert.Equal(isRead, rdata is not null);
            Assert.Equal(isRead, fault.Message is null);
        }
    }

    [Theory] // RFC 3597 §4: only the types of RFC 1035 have names that may be compressed
    [InlineData("NS", "a", 0, 1)]
    [InlineData("CNAME", "a", 0, 1)]
    [InlineData("PTR", "a", 0, 1)]
    [InlineData("MX", "1 a", 2, 1)]
    [InlineData("SOA", "a b 1 2 3 4 5", 0, 2)]
    [InlineData("DNAME", "a", 0, 0)]
    [InlineData("SRV", "1 2 3 a", 0, 0)]
    [InlineData("RP", "a b", 0, 0)]
    [InlineData("SVCB", "1 a", 0, 0)]
    public void Names_are_marked_as_compressible_where_that_is_allowed(string type, string words, int firstName, int nameCount)
    {
        Rdata rdata = Read(type, words);

        Assert.Equal((firstName, nameCount), (rdata.FirstName, rdata.NameCount));
    }

    [Fact] // RFC 9460 §7 and RFC 9461 §5
    public void HTTPS_knows_every_parameter_key()
    {
        string words =
            "1 . dohpath=/dns-query{?dns} port=8443 ipv6hint=2001:db8::1 ech=AEj+ "
            + "ipv4hint=192.0.2.1,192.0.2.2 no-default-alpn alpn=h3 mandatory=port";

        Assert.Equal(
            "000100"
            + "000000020003"
            + "00010003026833"
            + "00020000"
            + "0003000220fb"
            + "00040008c0000201c0000202"
            + "000500030048fe"
            + "0006001020010db8000000000000000000000001"
            + "000700102f646e732d71756572797b3f646e737d",
            Convert.ToHexStringLower(Read("HTTPS", words).Octets));
    }

    [Theory]
    [InlineData("A", "192.0.2", 0, "IPv4")]
    [InlineData("A", "192.0.2.256", 0, "IPv4")]
    [InlineData("A", "192.0.2.1 192.0.2.2", 1, "too many")]
    [InlineData("A", "", 0, "missing")]
    [InlineData("A", @"\# 3 0a0000", 2, "not the RDATA of A")]
    [InlineData("TYPE731", @"\# 3 0a00", 2, "3 octets were announced, 2 are given")]
    [InlineData("TYPE731", @"\# 1 0", 2, "hexadecimal")]
    [InlineData("TYPE731", "word", 0, "RFC 3597")]
    [InlineData("CNAME", @"\# 2 0361", 2, "not the RDATA")]
    [InlineData("AAAA", "fe80::1%eth0", 0, "IPv6")]
    [InlineData("MX", "65536 a", 0, "up to 65535")]
    [InlineData("MX", "10", 1, "exchange is missing")]
    [InlineData("NS", "a..b", 0, "empty label")]
    [InlineData("SOA", "a b 1 2 3 4 5x", 6, "1h30m")]
    [InlineData("TXT", @"\999", 0, "backslash")]
    [InlineData("CAA", "0 is-sue x", 1, "letters and digits")]
    [InlineData("EUI48", "00-00-5e-00-53", 0, "6 octets")]
    [InlineData("LOC", "91 N 4 E 0", 0, "degrees")]
    [InlineData("NSEC", "a NOSUCHTYPE", 1, "not a record type")]
    [InlineData("NSEC3", "1 0 1 - 1!", 4, "Base32")]
    [InlineData("RRSIG", "A 8 2 60 20261301000000 20260101000000 1 a AA==", 4, "moment")]
    [InlineData("SVCB", "1 . port=1 port=2", 3, "twice")]
    [InlineData("SVCB", "1 . mandatory=port", 2, "mandatory but missing")]
    [InlineData("SVCB", "1 . no-default-alpn", 2, "wants alpn")]
    [InlineData("SVCB", "1 . key00666=x", 2, "not a parameter key")]
    [InlineData("SVCB", "1 . ipv4hint=1.2.3", 2, "IPv4")]
    [InlineData("URI", "1 1 \"\"", 2, "empty")]
    public void What_is_wrong_is_said_of_the_right_word(string type, string words, int token, string message)
    {
        Assert.False(TryRead(type, words, out _, out PresentationFault fault));

        Assert.Equal(token, fault.Token);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_character_string_has_at_most_255_octets()
    {
        Assert.Equal(256, Read("TXT", new string('x', 255)).Octets.Length);
        Assert.False(TryRead("TXT", new string('x', 256), out _, out _));
    }

    private static Rdata Read(string type, string words)
    {
        Assert.True(TryRead(type, words, out Rdata? rdata, out PresentationFault fault), fault.Message);
        return rdata!;
    }

    private static bool TryRead(string type, string words, out Rdata? rdata, out PresentationFault fault)
    {
        Assert.True(RecordTypeName.TryParse(type, out RecordType recordType));
        return RdataPresentation.TryRead(recordType, Words.Of(words), s_origin, out rdata, out fault);
    }
}
