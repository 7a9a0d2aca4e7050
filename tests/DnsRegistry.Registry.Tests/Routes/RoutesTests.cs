using DnsRegistry.Registry.Storage;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Registry.Tests.Routes;

public sealed class RoutesTests
{
    private static readonly RouteRule s_rule = new() { Name = "canary", Action = RouteAction.ToVersion("v2") };

    [Fact]
    public async Task Rules_survive_a_restart_with_their_revision()
    {
        RegistryUnderTest first = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a"));
        await first.Registry.PutRoutesAsync("web", [s_rule], CancellationToken.None);

        await using RegistryUnderTest second = await first.RestartAsync();

        Assert.Equal([s_rule], second.Registry.FindService("web")!.Routes!.Rules);
        Assert.Equal(2, second.Registry.FindService("web")!.Routes!.Revision);
    }

    [Fact]
    public async Task Rules_declare_their_service_until_they_are_taken_back()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
        uint before = registry.Serial;

        await registry.Registry.PutRoutesAsync("web", [], CancellationToken.None);
        Assert.Equal(Rcode.NoError, registry.Ask("web.z1.svc.").Rcode);
        Assert.Equal(before + 1, registry.Serial);

        await registry.SetAsync("web", new Services.ServiceSettings());
        Assert.True(await registry.Registry.DeleteRoutesAsync("web", CancellationToken.None));
        Assert.Equal(Rcode.NoError, registry.Ask("web.z1.svc.").Rcode);
        Assert.Equal(before + 1, registry.Serial);

        Assert.True(await registry.Registry.DeleteSettingsAsync("web", CancellationToken.None));
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
        Assert.False(await registry.Registry.DeleteRoutesAsync("web", CancellationToken.None));
        Assert.Equal(before + 2, registry.Serial);
    }

    [Fact]
    public async Task Serial_moves_with_other_rules_and_not_with_the_same()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a"));
        uint before = registry.Serial;

        await registry.Registry.PutRoutesAsync("web", [s_rule], CancellationToken.None);
        await registry.Registry.PutRoutesAsync("web", [s_rule with { Match = new RouteMatch() }], CancellationToken.None);
        Assert.Equal(before + 1, registry.Serial);

        await registry.Registry.DeleteRoutesAsync("web", CancellationToken.None);
        Assert.Equal(before + 2, registry.Serial);
    }

    [Fact]
    public async Task Rules_that_cannot_be_kept_change_nothing()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a"));
        registry.Store.FailNextCommits(1);

        await Assert.ThrowsAsync<StoreException>(
            () => registry.Registry.PutRoutesAsync("web", [s_rule], CancellationToken.None).AsTask());

        Assert.Null(registry.Registry.FindService("web")!.Routes);
    }
}
