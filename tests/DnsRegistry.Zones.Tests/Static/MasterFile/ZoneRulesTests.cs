using DnsRegistry.Wire.Names;
using DnsRegistry.Zones.Static.MasterFile;

namespace DnsRegistry.Zones.Tests.Static.MasterFile;

public class ZoneRulesTests
{
    private const string Soa = "@ 3600 IN SOA ns hostmaster 7 7200 900 1209600 60\n";
    private const string Head = Soa + "@ 3600 IN NS ns\n";

    [Theory]
    [InlineData("a.other. 60 A 192.0.2.1", "3:1: a.other. is not in the zone example.test.")]
    [InlineData("a 60 CNAME b\na 60 A 192.0.2.1", "3:1: a CNAME is alone at its name")]
    [InlineData("@ 60 CNAME b", "3:1: a CNAME is alone at its name")]
    [InlineData("a 60 CNAME b\na 60 CNAME c", "4:1: another CNAME at a.example.test.")]
    [InlineData("a 60 DNAME b\na 60 DNAME c", "4:1: another DNAME at a.example.test.")]
    [InlineData("a 60 DNAME b\nc.d.a 60 TXT d", "4:1: c.d.a.example.test. cannot be reached")]
    [InlineData("@ 60 SOA ns hostmaster 8 1 1 1 1", "3:1: another SOA")]
    [InlineData("a 60 SOA ns hostmaster 8 1 1 1 1", "3:1: a second SOA")]
    [InlineData("* 60 NS ns", "3:1: a wildcard with NS")]
    [InlineData("* 60 DNAME a", "3:1: a wildcard with DNAME")]
    public void Records_that_cannot_stand_together_are_a_fault(string lines, string expected)
    {
        ZoneFileFault fault = Assert.Single(MasterFileReader.ReadText(Head + lines, "example.test.zone").Faults);

        Assert.StartsWith("example.test.zone:" + expected, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a 60 CNAME b\nA 60 CNAME B")]
    [InlineData("a 60 CNAME b\na 60 RRSIG CNAME 8 3 60 20300101000000 20260101000000 1 @ AA==\na 60 NSEC b CNAME")]
    [InlineData("a 60 DNAME b\na 60 TXT t")]
    public void Records_that_may_stand_together_do(string lines) =>
        Assert.Empty(MasterFileReader.ReadText(Head + lines, "example.test.zone").Faults);

    [Theory]
    [InlineData("a 60 A 192.0.2.1", "example.test.zone:1:1: the zone has no SOA record")]
    [InlineData(Soa, "example.test.zone:1:1: the zone has no NS record at its apex example.test.")]
    [InlineData("", "example.test.zone:1:1: the zone has no SOA record")]
    public void A_zone_wants_SOA_and_NS(string text, string expected) =>
        Assert.Equal([expected], MasterFileReader.ReadText(text, "example.test.zone").Faults.Select(fault => fault.ToString()));

    [Fact]
    public void A_SOA_that_cannot_be_read_is_not_called_missing_too() =>
        Assert.Equal(1, Assert.Single(MasterFileReader.ReadText("@ 60 SOA x\n@ 60 NS ns\n", "example.test.zone").Faults).Line);

    [Fact]
    public void A_file_named_after_a_registry_suffix_only_adds_records()
    {
        MasterFileResult read = MasterFileReader.ReadText("a 60 A 192.0.2.1", "svc.zone", IsSuffix);

        Assert.Equal(DomainName.Parse("svc."), read.Content!.Apex);
        Assert.Null(read.Content.Soa);
    }

    [Fact]
    public void A_file_named_after_a_registry_suffix_still_keeps_to_its_zone() =>
        Assert.Single(MasterFileReader.ReadText("a.other. 60 A 192.0.2.1", "svc.zone", IsSuffix).Faults);

    private static bool IsSuffix(DomainName apex) => apex == DomainName.Parse("svc.");
}
