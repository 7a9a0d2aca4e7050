using System.Net;
using DnsRegistry.Host.Configuration;

namespace DnsRegistry.Host.Tests.Configuration;

public sealed class SettingsFileTests
{
    [Fact]
    public void The_example_of_the_contract_is_good()
    {
        (ServerSettings settings, IReadOnlyList<string> faults) = Load.File("""
            {"Dns":{"Listen":["127.0.0.1:1053"],"Suffixes":["svc."],"ReverseZones":["10.in-addr.arpa."],"TrustedResolvers":["127.0.0.0/8"]},
             "Http":{"Listen":["127.0.0.1:8053"],"AllowAnonymous":false},
             "Zones":{"z1":["10.1.0.0/16","fd00:1::/32"],"z2":["10.2.0.0/16"]},
             "Leases":{"DefaultSeconds":30},"Limits":{"Instances":1000000,"InstancesPerService":10000}}
            """);

        Assert.Empty(faults);
        Assert.Equal("10.in-addr.arpa.", Assert.Single(settings.Dns.ReverseZones).ToString());
        Assert.Equal([IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00:1::/32")], settings.Zones["z1"]);
    }

    [Fact]
    public void Comments_and_trailing_commas_are_welcome()
    {
        (ServerSettings settings, IReadOnlyList<string> faults) = Load.File("""
            // For the test bench.
            { "Dns": { "DefaultTtlSeconds": 7, /* short */ }, }
            """);

        Assert.Empty(faults);
        Assert.Equal(7, settings.Dns.DefaultTtlSeconds);
    }

    [Fact]
    public void Every_fault_is_listed_with_line_and_column()
    {
        (_, IReadOnlyList<string> faults) = Load.File("""
            {
              "Dns": { "Listen": ["127.0.0.1:1053", "nowhere"], "Lissen": [] },
              "Http": { "AllowAnonymous": "yes" },
              "Limits": 7,
              "Leases": { "DefaultSeconds": 1 }
            }
            """);

        Assert.Equal(
            [
                "test.json:2:41: Dns:Listen: 'nowhere' is not ADDRESS:PORT, such as 127.0.0.1:1053 or [::1]:1053",
                "test.json:2:53: Dns:Lissen: there is no such setting; known here: Listen, Suffixes, ReverseZones, TrustedResolvers, "
                    + "ServerName, ServerAddresses, DefaultTtlSeconds, MaxUdpPayloadOctets, UdpWorkers, Tcp",
                "test.json:3:31: Http:AllowAnonymous: must be true or false",
                "test.json:4:13: Limits: must be a section that holds Instances, InstancesPerService, ChangesKept, WaitingChanges, Watchers, Overrides",
                "test.json:5:33: Leases:DefaultSeconds: must be a whole number from 2 to 86400",
            ],
            faults);
    }

    [Theory]
    [InlineData("", "test.json:1:1: not valid JSON")]
    [InlineData("[]", "test.json:1:1: the configuration must be a JSON object")]
    [InlineData("{\"Dns\":{}\n\"Http\":{}}", "test.json:2:1: not valid JSON")]
    [InlineData("{\n  \"é\": }", "test.json:2:8: not valid JSON")]
    [InlineData("{} {}", "test.json:1:4: not valid JSON")]
    public void What_is_not_a_JSON_object_is_refused_at_its_place(string json, string expected)
    {
        (_, IReadOnlyList<string> faults) = Load.File(json);

        Assert.StartsWith(expected, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_given_twice_is_refused()
    {
        (_, IReadOnlyList<string> faults) = Load.File("""{"Data":"a","data":"b"}""");

        Assert.Equal("test.json:1:13: 'data' is given twice", Assert.Single(faults));
    }

    [Theory]
    [InlineData("127.0.0.1:1053")]
    [InlineData("0.0.0.0:53")]
    [InlineData("[::1]:0")]
    [InlineData("[::]:65535")]
    public void Address_and_port_in_their_usual_forms_are_taken(string text)
    {
        Assert.Null(SettingTexts.EndPoint(text, out IPEndPoint endPoint));
        Assert.Equal(text, endPoint.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("53")]
    [InlineData(":53")]
    [InlineData("localhost:53")]
    [InlineData("127.1:53")]
    [InlineData("127.0.0.010:53")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1: 53")]
    [InlineData("[127.0.0.1]:53")]
    [InlineData("::1:53")]
    [InlineData("[[::1]]:53")]
    public void Other_forms_of_address_and_port_are_refused(string text) => Assert.NotNull(SettingTexts.EndPoint(text, out _));

    [Theory]
    [InlineData("10.1.0.0/16", true)]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("fd00:1::/32", true)]
    [InlineData("10.1.0.1/16", false)]
    [InlineData("fd00::1/64", false)]
    [InlineData("10.1/16", false)]
    [InlineData("10.1.0.0", false)]
    [InlineData("10.1.0.0/33", false)]
    [InlineData("10.1.0.0/-1", false)]
    [InlineData("[fd00:1::]/32", false)]
    public void A_network_has_no_bits_behind_its_prefix(string text, bool isGood) =>
        Assert.Equal(isGood, SettingTexts.Network(text, out _) is null);

    [Theory]
    [InlineData("10.in-addr.arpa.", true)]
    [InlineData("2.0.192.in-addr.arpa", true)]
    [InlineData("in-addr.arpa.", true)]
    [InlineData("0.0.d.f.ip6.arpa.", true)]
    [InlineData("D.F.IP6.ARPA.", true)]
    [InlineData("256.in-addr.arpa.", false)]
    [InlineData("5.4.3.2.1.in-addr.arpa.", false)]
    [InlineData("fd.ip6.arpa.", false)]
    [InlineData("g.ip6.arpa.", false)]
    [InlineData("example.test.", false)]
    [InlineData(".", false)]
    public void A_reverse_zone_is_made_of_octets_or_nibbles(string text, bool isGood) =>
        Assert.Equal(isGood, SettingTexts.ReverseZone(text, out _) is null);
}
