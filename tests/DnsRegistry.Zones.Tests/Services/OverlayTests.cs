using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Services;
using DnsRegistry.Zones.Static;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>Static records that a file named after the suffix lays over registered names.</summary>
public class OverlayTests
{
    private const string Records = """
        web.z1      60 IN A     192.0.2.1
        @           60 IN TXT   "static"
        *.wild.z1   60 IN A     192.0.2.2
        deep.er.z8  60 IN A     192.0.2.3
        """;

    [Fact]
    public async Task Static_record_wins_over_a_registration_of_its_name()
    {
        await using RegistryUnderTest registry = await StartAsync();

        Assert.Equal("192.0.2.1", Assert.Single(registry.Ask("web.z1.svc.").Answer).Data);
        Assert.Empty(registry.Ask("web.z1.svc.", RecordType.Srv).Answer);
        Assert.Equal("10.0.0.1", Assert.Single(registry.Ask("web.any.svc.").Answer).Data);
    }

    [Fact]
    public async Task Apex_keeps_its_own_records_beside_the_static_ones()
    {
        await using RegistryUnderTest registry = await StartAsync();

        Assert.Single(registry.Ask("svc.", RecordType.Txt).Answer);
        Assert.Single(registry.Ask("svc.", RecordType.Soa).Answer);
        Assert.Single(registry.Ask("svc.", RecordType.NS).Answer);
    }

    [Fact] // RFC 4592 §3.3: a wildcard stands for names that do not exist
    public async Task Registered_name_comes_before_a_static_wildcard()
    {
        await using RegistryUnderTest registry = await StartAsync();
        await registry.RegisterAsync(new RegistrationBuilder("wild", "a").InZone("z1").InGroup("g").WithAddress("10.0.0.2"));

        Assert.Equal("10.0.0.2", Assert.Single(registry.Ask("g.wild.z1.svc.").Answer).Data);
        Assert.Equal("192.0.2.2", Assert.Single(registry.Ask("h.wild.z1.svc.").Answer).Data);
    }

    [Fact]
    public async Task Name_between_a_static_record_and_the_suffix_exists()
    {
        await using RegistryUnderTest registry = await StartAsync();

        Assert.Equal(Rcode.NoError, registry.Ask("er.z8.svc.").Rcode);
        Assert.Equal(Rcode.NXDomain, registry.Ask("es.z8.svc.").Rcode);
    }

    [Fact]
    public async Task Only_other_records_count_as_a_change()
    {
        await using RegistryUnderTest registry = await StartAsync();
        ServiceZone zone = ZoneOf(registry);

        Assert.False(zone.SetOverlay(Overlay(Records)));
        Assert.True(zone.SetOverlay(Overlay("web.z1 61 IN A 192.0.2.1")));
        Assert.True(zone.SetOverlay(null));
        Assert.False(zone.SetOverlay(null));
    }

    private static async Task<RegistryUnderTest> StartAsync()
    {
        RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").InZone("z1").WithAddress("10.0.0.1"));
        Assert.True(ZoneOf(registry).SetOverlay(Overlay(Records)));
        return registry;
    }

    private static ServiceZone ZoneOf(RegistryUnderTest registry) =>
        registry.Dns.Publisher.Current.Zones.OfType<ServiceZone>().First();

    private static StaticRecords Overlay(string text) => new(Given.ZoneContent(text, "svc.zone"));
}
