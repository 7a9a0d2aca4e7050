using System.Net;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Registry.Tests.Validation;

public class RegistrationRulesTests
{
    private static readonly RegistrationRules s_rules = new([DomainName.Parse("svc."), DomainName.Parse("a.longer.suffix.")]);

    [Fact]
    public void Registration_within_the_rules_has_no_fault()
    {
        Assert.Empty(FaultsOf(new RegistrationBuilder()));
        Assert.Empty(
            FaultsOf(new RegistrationBuilder("w", "1").InZone("z-1").InGroup("0").WithVersion("1.2.0-rc.1").WithWeight(1).WithPort(1)
            .WithLease(2).WithMetadata("k", "").WithNamedPort(new string('p', 62), 65535)));
        Assert.Empty(
            FaultsOf(new RegistrationBuilder().WithWeight(65535).WithPort(65535).WithLease(86400).WithoutPort().WithHost("x.example.")));
        Assert.Empty(FaultsOf(new RegistrationBuilder("default", "a").InZone("default").InGroup("default").WithVersion("default")));
    }

    [Theory]
    [InlineData("any")]
    [InlineData("near")]
    [InlineData("addr")]
    [InlineData("_web")]
    [InlineData("ip-10-0-0-1")]
    [InlineData("ip-")]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a_b")]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("*")]
    [InlineData("bücher")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void Label_that_is_reserved_or_no_label_is_refused_everywhere(string label)
    {
        Assert.Equal("service", Assert.Single(FaultsOf(new RegistrationBuilder(label, "a"))).Field);
        Assert.Equal("id", Assert.Single(FaultsOf(new RegistrationBuilder("web", label))).Field);
        Assert.Equal("zone", Assert.Single(FaultsOf(new RegistrationBuilder().InZone(label))).Field);
        Assert.Equal("group", Assert.Single(FaultsOf(new RegistrationBuilder().InGroup(label))).Field);
        if (label != "a.b")
            Assert.Equal("version", Assert.Single(FaultsOf(new RegistrationBuilder().WithVersion(label))).Field);
    }

    [Fact]
    public void Default_is_refused_as_an_id_and_as_a_port_name_alone()
    {
        Assert.Equal("id", Assert.Single(FaultsOf(new RegistrationBuilder("web", "default"))).Field);
        Assert.Equal("ports.default", Assert.Single(FaultsOf(new RegistrationBuilder().WithNamedPort("default", 1))).Field);
    }

    [Theory]
    [InlineData("1..2")]
    [InlineData(".1")]
    [InlineData("1.")]
    [InlineData("ip.10.0.0.7")] // its label would be ip-10-0-0-7
    public void Version_that_makes_no_label_is_refused(string version) =>
        Assert.Equal("version", Assert.Single(FaultsOf(new RegistrationBuilder().WithVersion(version))).Field);

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    [InlineData(-1)]
    public void Numbers_beyond_sixteen_bits_are_refused(int number)
    {
        Assert.Equal("weight", Assert.Single(FaultsOf(new RegistrationBuilder().WithWeight(number))).Field);
        Assert.Equal("ports.p", Assert.Single(FaultsOf(new RegistrationBuilder().WithNamedPort("p", number))).Field);
        if (number != 0)
            Assert.Equal("port", Assert.Single(FaultsOf(new RegistrationBuilder().WithPort(number))).Field);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(86401)]
    public void Lease_shorter_than_two_seconds_or_longer_than_a_day_is_refused(int seconds) =>
        Assert.Equal("leaseSeconds", Assert.Single(FaultsOf(new RegistrationBuilder().WithLease(seconds))).Field);

    [Fact]
    public void Either_one_to_sixteen_addresses_or_a_host_is_wanted()
    {
        Registration valid = new RegistrationBuilder().Build();
        IPAddress[] addresses = [.. Enumerable.Range(1, 17).Select(n => IPAddress.Parse($"10.0.0.{n}"))];

        Assert.Equal("addresses", Assert.Single(FaultsOf(valid with { Addresses = [] })).Field);
        Assert.Equal("host", Assert.Single(FaultsOf(valid with { Host = DomainName.Parse("x.") })).Field);
        Assert.Equal("host", Assert.Single(FaultsOf(valid with { Addresses = [], Host = DomainName.Root })).Field);
        Assert.Empty(FaultsOf(valid with { Addresses = addresses[..16] }));
        Assert.Equal("addresses", Assert.Single(FaultsOf(valid with { Addresses = addresses })).Field);
        Assert.Equal("addresses[1]", Assert.Single(FaultsOf(valid with { Addresses = [addresses[0], addresses[0]] })).Field);
    }

    [Theory]
    [InlineData("_x")]
    [InlineData("a.b")]
    [InlineData("")]
    [InlineData("ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp")] // 63: with its underscore it is no label
    public void Port_name_that_no_question_could_hold_is_refused(string name) =>
        Assert.Equal($"ports.{name}", Assert.Single(FaultsOf(new RegistrationBuilder().WithNamedPort(name, 1))).Field);

    [Fact]
    public void Name_of_253_characters_is_the_longest()
    {
        // a.longer.suffix: 15 characters, five dots before it.
        string label = new('x', 60);
        var builder =
            new RegistrationBuilder(label, new string('i', 253 - 20 - 180)).InZone(label).InGroup("g").WithVersion(new string('v', 59));

        Assert.Empty(FaultsOf(builder));
        Assert.Equal("id", Assert.Single(FaultsOf(builder.InGroup("gg"))).Field);
    }

    [Fact]
    public void Metadata_is_limited_to_four_kibibytes_of_octets_with_keys_that_txt_can_show()
    {
        Assert.Empty(FaultsOf(new RegistrationBuilder().WithMetadata("k", new string('x', 4095))));
        Assert.Equal("metadata", Assert.Single(FaultsOf(new RegistrationBuilder().WithMetadata("k", new string('x', 4096)))).Field);
        Assert.Equal("metadata", Assert.Single(FaultsOf(new RegistrationBuilder().WithMetadata("k", new string('ü', 2048)))).Field);
        Assert.Equal("metadata.", Assert.Single(FaultsOf(new RegistrationBuilder().WithMetadata("", "v"))).Field);
        Assert.Equal("metadata.a=b", Assert.Single(FaultsOf(new RegistrationBuilder().WithMetadata("a=b", "v"))).Field);
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        Registration registration =
            new RegistrationBuilder("any", "default").InZone("-").InGroup("near").WithVersion("_").WithWeight(0).WithPort(70000)
            .WithLease(1).WithNamedPort("ok", 0).WithMetadata("", "").WithCheck(HealthCheckKind.Tcp, "10.0.0.7:1", 0).Build();

        Assert.Equal(
            [
                "check.intervalSeconds", "group", "id", "leaseSeconds", "metadata.", "port", "ports.ok", "service", "version",
                "weight", "zone",
            ],
            FaultsOf(registration).Select(fault => fault.Field).Order());
    }

    [Theory]
    [InlineData("10.0.0.7", true)]
    [InlineData("fd00::7", true)]
    [InlineData("::1", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("010.0.0.7", false)]
    [InlineData("10.0.7", false)]
    [InlineData("1", false)]
    [InlineData("0x0a000007", false)]
    [InlineData("10.0.0.256", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::ffff:10.0.0.7", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("[fd00::7]", false)]
    [InlineData("", false)]
    [InlineData(" 10.0.0.7", false)]
    public void Address_is_one_that_an_instance_can_have(string text, bool isGood) =>
        Assert.Equal(isGood, AddressText.FaultOf(text, out _) is null);

    private static List<FieldFault> FaultsOf(RegistrationBuilder builder) => FaultsOf(builder.Build());

    private static List<FieldFault> FaultsOf(Registration registration)
    {
        var faults = new List<FieldFault>();
        s_rules.Check(registration, faults);
        return faults;
    }

    [Theory]
    [InlineData("web.z1.svc.")]
    [InlineData("v1.g1.web.any.svc.")]
    [InlineData("web.z1.a.longer.suffix.")]
    public void Host_that_is_a_name_of_the_service_itself_is_refused(string host)
    {
        Assert.Equal("host", Assert.Single(FaultsOf(new RegistrationBuilder("web", "a").WithHost(host))).Field);
        Assert.Empty(FaultsOf(new RegistrationBuilder("other", "a").WithHost(host)));
    }
}
