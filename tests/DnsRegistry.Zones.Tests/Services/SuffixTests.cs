using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>What the suffix itself answers, and several suffixes beside each other.</summary>
public class SuffixTests
{
    [Fact]
    public async Task Suffix_has_soa_and_ns_and_the_addresses_of_the_server()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());

        ReplyRecord soa = Assert.Single(registry.Ask("svc.", RecordType.Soa).Answer);
        Assert.Equal(2u, soa.TtlSeconds);
        Assert.StartsWith("svc. hostmaster.svc. ", soa.Data, StringComparison.Ordinal);
        Assert.EndsWith(" 2", soa.Data, StringComparison.Ordinal);

        Reply ns = registry.Ask("svc.", RecordType.NS);
        Assert.Equal("svc.", Assert.Single(ns.Answer).Data);
        Assert.Equal(["192.0.2.53", "2001:db8::53"], ns.Additional.Select(record => record.Data));

        Assert.Equal("192.0.2.53", Assert.Single(registry.Ask("svc.", RecordType.A).Answer).Data);
        Assert.Equal("2001:db8::53", Assert.Single(registry.Ask("svc.", RecordType.Aaaa).Answer).Data);
        Reply txt = registry.Ask("svc.", RecordType.Txt);
        Assert.Equal(Rcode.NoError, txt.Rcode);
        Assert.Equal(RecordType.Soa, Assert.Single(txt.Authority).Type);
    }

    [Fact]
    public async Task Every_suffix_answers_and_names_targets_under_itself()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(
            new RegistrySetup { Suffixes = ["svc.", "service.corp.example."] });
        await registry.RegisterAsync(new RegistrationBuilder("web", "a").WithAddress("10.0.0.7"));

        foreach (string suffix in (string[])["svc.", "service.corp.example."])
        {
            Assert.Equal("10.0.0.7", Assert.Single(registry.Ask($"web.z1.{suffix}").Answer).Data);
            Reply srv = registry.Ask($"_web._tcp.z1.{suffix}", RecordType.Srv);
            Assert.EndsWith($" a.default.default.web.z1.{suffix}", Assert.Single(srv.Answer).Data, StringComparison.Ordinal);
            Assert.Equal($"a.default.default.web.z1.{suffix}", Assert.Single(srv.Additional).Owner);
            Assert.Equal(suffix, Assert.Single(registry.Ask($"nope.z1.{suffix}").Authority).Owner);
            Assert.Equal(Rcode.NXDomain, registry.Ask($"x.a.default.default.web.z1.{suffix}").Rcode);
            Assert.Equal(suffix, Assert.Single(registry.Ask(suffix, RecordType.Soa).Answer).Owner);
        }

        Assert.Equal(Rcode.Refused, registry.Ask("corp.example.").Rcode);
    }

    [Fact]
    public async Task Zone_label_exists_as_long_as_a_registration_is_in_it()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").InZone("z1"), new RegistrationBuilder("db", "b").InZone("z1"));

        await registry.DeregisterAsync("web", "a");
        Assert.Equal(Rcode.NoError, registry.Ask("z1.svc.").Rcode);
        await registry.RegisterAsync(new RegistrationBuilder("db", "b").InZone("z2"));
        Assert.Equal(Rcode.NXDomain, registry.Ask("z1.svc.").Rcode);
        Assert.Equal(Rcode.NoError, registry.Ask("z2.svc.").Rcode);
        await registry.DeregisterAsync("db", "b");
        Assert.Equal(Rcode.NXDomain, registry.Ask("z2.svc.").Rcode);
        Assert.Equal(Rcode.NXDomain, registry.Ask("any.svc.").Rcode);
    }
}
