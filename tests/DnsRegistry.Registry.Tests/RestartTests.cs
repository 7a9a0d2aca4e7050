using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Registry.Tests;

/// <summary>What a restart finds in the store.</summary>
public class RestartTests
{
    [Fact]
    public async Task Everything_is_there_again_and_the_serial_has_not_moved()
    {
        RegistryUnderTest first = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithAddress("10.0.0.1"),
            new RegistrationBuilder("web", "b").InZone("z2").WithAddress("10.0.0.2"));
        await first.SetAsync("web", new ServiceSettings { TtlSeconds = 9 });
        await first.SetAsync("declared", new ServiceSettings());
        (uint serial, long revision) = (first.Serial, first.Registry.Revision);
        long generation = first.Registry.Find(new InstanceKey("web", "a"))!.Stored.Generation;

        await using RegistryUnderTest restarted = await first.RestartAsync();

        Assert.Equal("web.z1.svc. 9 A 10.0.0.1", Assert.Single(restarted.Ask("web.z1.svc.").Answer).ToString());
        Assert.Equal(2, restarted.Ask("web.any.svc.", RecordType.Srv).Answer.Count);
        Assert.Equal("b.default.default.web.z2.svc.", Assert.Single(restarted.Ask("2.0.0.10.in-addr.arpa.", RecordType.Ptr).Answer).Data);
        Assert.Equal(Rcode.NoError, restarted.Ask("declared.z1.svc.").Rcode);
        Assert.Equal((serial, revision), (restarted.Serial, restarted.Registry.Revision));
        Assert.Equal(generation, restarted.Registry.Find(new InstanceKey("web", "a"))!.Stored.Generation);
        await restarted.RegisterAsync(new RegistrationBuilder("web", "c"));
        Assert.Equal((serial + 1, revision + 1), (restarted.Serial, restarted.Registry.Revision));
    }

    [Fact]
    public async Task A_large_service_in_several_places_is_answered_as_before()
    {
        RegistryUnderTest first = await RegistryUnderTest.WithAsync(
        [
            .. Enumerable.Range(0, 200).Select(i => new RegistrationBuilder("web", $"i{i}")
                .InZone($"z{i % 3}").WithVersion(i % 2 == 0 ? "v1" : "v2").WithAddress($"10.0.0.{i}")),
        ]);

        await using RegistryUnderTest restarted = await first.RestartAsync();

        for (int i = 0; i < 200; i++)
        {
            string name = $"i{i}.{(i % 2 == 0 ? "v1" : "v2")}.default.web.z{i % 3}.svc.";
            Assert.Equal($"{name} 5 A 10.0.0.{i}", Assert.Single(restarted.Ask(name).Answer).ToString());
            Assert.Equal(name, Assert.Single(restarted.Ask($"{i}.0.0.10.in-addr.arpa.", RecordType.Ptr).Answer).Data);
        }

        Assert.Equal(200, restarted.AskOverTcp("web.any.svc.").Answer.Count);
        Assert.Equal(100, restarted.AskOverTcp("v1.default.web.any.svc.").Answer.Count);
        for (int i = 0; i < 200; i++)
            await restarted.DeregisterAsync("web", $"i{i}");
        Assert.Equal(Rcode.NXDomain, restarted.Ask("web.any.svc.").Rcode);
        Assert.Equal(Rcode.NXDomain, restarted.Ask("z1.svc.").Rcode);
    }

    [Fact]
    public async Task Every_lease_starts_anew_in_full()
    {
        RegistryUnderTest first = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        await first.AdvanceAsync(TimeSpan.FromSeconds(29));

        await using RegistryUnderTest restarted = await first.RestartAsync();

        await restarted.AdvanceAsync(TimeSpan.FromMilliseconds(29_900));
        Assert.Single(restarted.Ask("web.z1.svc.").Answer);
        await restarted.AdvanceAsync(TimeSpan.FromMilliseconds(100));
        Assert.Empty(restarted.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Serial_moves_when_an_instance_was_critical_since_it_is_answered_again()
    {
        RegistryUnderTest first = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        await first.AdvanceAsync(TimeSpan.FromSeconds(30));
        uint serial = first.Serial;

        RegistryUnderTest second = await first.RestartAsync();
        Assert.Single(second.Ask("web.z1.svc.").Answer);
        Assert.Equal(serial + 1, second.Serial);

        await second.RegisterAsync(new RegistrationBuilder());
        serial = second.Serial;
        await using RegistryUnderTest third = await second.RestartAsync();
        Assert.Equal(serial, third.Serial);
    }

    [Fact]
    public async Task Serial_has_not_moved_when_a_critical_instance_came_back_or_left_before_the_restart()
    {
        RegistryUnderTest first = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a"), new RegistrationBuilder("web", "b"));
        await first.AdvanceAsync(TimeSpan.FromSeconds(30));
        await first.RenewAsync("web", "a");
        await first.DeregisterAsync("web", "b");
        uint serial = first.Serial;

        await using RegistryUnderTest restarted = await first.RestartAsync();

        Assert.Equal(serial, restarted.Serial);
    }

    [Fact] // RFC 1982
    public async Task Serial_goes_on_from_zero_when_its_thirty_two_bits_are_used_up()
    {
        var store = new Testing.Storage.InMemoryStore();
        await store.CommitAsync(
            new Storage.StoreCommit(new Storage.StoredHead(7, new SerialNumber(uint.MaxValue), true), [], []), CancellationToken.None);
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(new RegistrySetup { Store = store });
        Assert.Equal(uint.MaxValue, registry.Serial);

        await registry.RegisterAsync(new RegistrationBuilder());

        Assert.Equal(0u, registry.Serial);
    }
}
