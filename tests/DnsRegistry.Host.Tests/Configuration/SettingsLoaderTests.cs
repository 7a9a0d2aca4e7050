using System.Net;
using DnsRegistry.Host.Configuration;
using DnsRegistry.Host.Configuration.Sources;

namespace DnsRegistry.Host.Tests.Configuration;

public sealed class SettingsLoaderTests
{
    [Fact]
    public void Without_any_source_the_defaults_hold()
    {
        (ServerSettings settings, IReadOnlyList<string> faults) = Load.Variables();

        Assert.Empty(faults);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 1053), Assert.Single(settings.Dns.Listen));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 8053), Assert.Single(settings.Http.Listen));
        Assert.Equal("svc.", Assert.Single(settings.Dns.Suffixes).ToString());
        Assert.Equal((1_000_000, 10_000), (settings.Limits.Instances, settings.Limits.InstancesPerService));
        Assert.Equal(("data", "zones", 30, 5), (
            settings.DataFolder, settings.ZoneFolder, settings.Leases.DefaultSeconds, settings.Dns.DefaultTtlSeconds));
    }

    [Fact]
    public void Options_go_over_variables_and_these_over_the_file()
    {
        (ServerSettings settings, IReadOnlyList<string> faults) = Load.Everything(
            """{"Data":"file","ZoneFiles":".","Dns":{"DefaultTtlSeconds":1}}""",
            [("DNSREGISTRY_Data", "variable"), ("DNSREGISTRY_Dns__DefaultTtlSeconds", "2")],
            [new SettingEntry("Data", "--data", new SettingValue("--data", SettingKind.Untyped, "option"))]);

        Assert.Empty(faults);
        Assert.Equal(("option", ".", 2), (settings.DataFolder, settings.ZoneFolder, settings.Dns.DefaultTtlSeconds));
    }

    [Fact]
    public void A_list_of_a_stronger_source_replaces_the_whole_list()
    {
        (ServerSettings settings, _) = Load.File(
            """{"Dns":{"Listen":["127.0.0.1:1","127.0.0.1:2"]}}""", ("DNSREGISTRY_Dns__Listen__0", "127.0.0.1:3"));

        Assert.Equal(3, Assert.Single(settings.Dns.Listen).Port);
    }

    [Fact]
    public void Variables_write_lists_and_zones_with_two_underscores()
    {
        (ServerSettings settings, IReadOnlyList<string> faults) = Load.Variables(
            ("DNSREGISTRY_Dns__Suffixes__1", "corp.example."),
            ("DNSREGISTRY_DNS__SUFFIXES__0", "svc."),
            ("DNSREGISTRY_Zones__z1__0", "10.1.0.0/16"),
            ("DNSREGISTRY_SERVER", "http://127.0.0.1:1"),
            ("PATH", "/bin"));

        Assert.Empty(faults);
        Assert.Equal(["svc.", "corp.example."], settings.Dns.Suffixes.Select(suffix => suffix.ToString()));
        Assert.Equal(IPNetwork.Parse("10.1.0.0/16"), Assert.Single(settings.Zones["z1"]));
    }

    [Fact]
    public void Faults_of_variables_carry_the_name_of_the_variable()
    {
        (_, IReadOnlyList<string> faults) = Load.Variables(
            ("DNSREGISTRY_Dns__Listen__0", "x:1"),
            ("DNSREGISTRY_Dns__Suffixes", "svc."),
            ("DNSREGISTRY_Dns__UdpWorkers", "many"),
            ("DNSREGISTRY_Port", "53"));

        Assert.Equal(
            ["DNSREGISTRY_Dns__Listen__0", "DNSREGISTRY_Dns__Suffixes", "DNSREGISTRY_Dns__UdpWorkers", "DNSREGISTRY_Port"],
            faults.Select(fault => fault.Split(':')[0]));
    }

    [Fact]
    public void A_value_that_is_overridden_is_checked_all_the_same()
    {
        (_, IReadOnlyList<string> faults) = Load.File(
            """{"Dns":{"DefaultTtlSeconds":-1}}""", ("DNSREGISTRY_Dns__DefaultTtlSeconds", "2"));

        Assert.Single(faults);
    }

    [Theory]
    [InlineData("0.0.0.0:8053")]
    [InlineData("10.0.0.1:8053")]
    [InlineData("[::]:8053")]
    public void Http_beyond_loopback_has_to_be_allowed_on_purpose(string listen)
    {
        (_, IReadOnlyList<string> refused) = Load.Variables(("DNSREGISTRY_Http__Listen__0", listen));
        (_, IReadOnlyList<string> allowed) = Load.Variables(
            ("DNSREGISTRY_Http__Listen__0", listen), ("DNSREGISTRY_Http__AllowAnonymous", "true"));

        Assert.Contains("Http:AllowAnonymous", Assert.Single(refused), StringComparison.Ordinal);
        Assert.Empty(allowed);
    }

    [Fact]
    public void One_network_cannot_belong_to_two_zones()
    {
        (_, IReadOnlyList<string> faults) = Load.File("""{"Zones":{"z1":["10.1.0.0/16"],"z2":["10.1.0.0/16"]}}""");

        Assert.EndsWith("'10.1.0.0/16' belongs to zone 'z1' already", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_file_that_was_named_has_to_be_there()
    {
        var faults = new List<SettingFault>();
        SettingsLoader.Load(new ServerArguments("/nowhere/at.json", new SettingSection("command line", [])), faults);

        Assert.Equal("/nowhere/at.json", Assert.Single(faults).Origin);
    }

    [Fact]
    public void Variables_that_Kubernetes_makes_for_a_service_of_our_name_are_no_settings()
    {
        (_, IReadOnlyList<string> faults) = Load.Variables(
            ("DNSREGISTRY_SERVICE_HOST", "10.43.0.9"),
            ("DNSREGISTRY_SERVICE_PORT", "53"),
            ("DNSREGISTRY_SERVICE_PORT_DNS_UDP", "53"),
            ("DNSREGISTRY_PORT", "udp://10.43.0.9:53"),
            ("DNSREGISTRY_PORT_53_UDP_ADDR", "10.43.0.9"));

        Assert.Empty(faults);
        Assert.Single(Load.Variables(("DNSREGISTRY_PORTS", "53")).Faults);
    }

    [Fact]
    public void What_happens_at_the_end_of_leases_is_set_below_Leases()
    {
        (ServerSettings settings, IReadOnlyList<string> faults) = Load.File("""
            {"Leases":{"DefaultSeconds":10,
              "Guard":{"SharePercent":50,"LeastLeases":20,"HoldLeases":5,"WithdrawPercent":10,"PassSeconds":2,"ProbeTimeoutMilliseconds":300,"ProbesAtOnce":8},
              "Flapping":{"Lapses":3,"WindowLeases":30}}}
            """, ("DNSREGISTRY_Leases__Guard__LeastLeases", "30"));

        Assert.Empty(faults);
        LeaseSettings leases = settings.Leases;
        Assert.Equal((10, 50, 30, 5, 10), (leases.DefaultSeconds, leases.Guard.SharePercent, leases.Guard.LeastLeases,
            leases.Guard.HoldLeases, leases.Guard.WithdrawPercent));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(300), 8), (
            leases.Guard.PassInterval, leases.Guard.ProbeTimeout, leases.Guard.ProbesAtOnce));
        Assert.Equal((3, 30), (leases.Flapping.Lapses, leases.Flapping.WindowLeases));
    }

    [Theory]
    [InlineData("""{"Leases":{"Guard":{"SharePercent":101}}}""", "must be a whole number from 0 to 100")]
    [InlineData("""{"Leases":{"Guard":{"ProbesAtOnce":0}}}""", "must be a whole number from 1 to 4096")]
    [InlineData("""{"Leases":{"Flapping":{"Lapses":"often"}}}""", "must be a whole number from 0 to 1000")]
    [InlineData("""{"Leases":{"Guard":7}}""", "must be a section that holds SharePercent, LeastLeases")]
    [InlineData("""{"Leases":{"Gard":{}}}""", "there is no such setting; known here: DefaultSeconds, Guard, Flapping")]
    public void A_wrong_value_below_Leases_is_told(string json, string message) =>
        Assert.Contains(message, Assert.Single(Load.File(json).Faults), StringComparison.Ordinal);
}
