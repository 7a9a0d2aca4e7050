using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Registry.Leases.Flapping;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;

namespace DnsRegistry.Registry.Tests.Leases.Flapping;

/// <summary>An instance that loses its lease again and again has to keep one before it is answered.</summary>
public class FlappingTests
{
    private static readonly InstanceKey s_key = new("web", "a");

    [Fact]
    public async Task Fifth_lapse_within_twenty_leases_is_damped_until_a_whole_lease_was_kept()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        for (int lapse = 1; lapse <= 4; lapse++)
        {
            await LapseAndReturnAsync(registry);
            Assert.Single(registry.Ask("web.z1.svc.").Answer);
        }

        await LapseAndReturnAsync(registry);
        Assert.Equal(HealthFaults.Flapping, registry.Registry.Find(s_key)!.Faults);
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        foreach (int milliseconds in (int[])[10_000, 10_000, 9_999])
        {
            await registry.AdvanceAsync(TimeSpan.FromMilliseconds(milliseconds));
            await registry.RenewAsync("web", "a");
            Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        }

        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        await registry.RenewAsync("web", "a");
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        Assert.Equal(InstanceState.Passing, registry.Registry.Find(s_key)!.State);
    }

    [Fact]
    public async Task Lapse_while_it_is_watched_begins_the_watch_anew()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        for (int lapse = 1; lapse <= 6; lapse++)
            await LapseAndReturnAsync(registry);

        await registry.AdvanceAsync(TimeSpan.FromSeconds(29));
        await registry.RenewAsync("web", "a");
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        await registry.AdvanceAsync(TimeSpan.FromSeconds(1));
        await registry.RenewAsync("web", "a");
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task New_registration_begins_afresh()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        for (int lapse = 1; lapse <= 5; lapse++)
            await LapseAndReturnAsync(registry);

        await registry.RegisterAsync(new RegistrationBuilder());

        Assert.Single(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Lapses_that_lie_far_apart_are_no_flapping()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        for (int lapse = 1; lapse <= 10; lapse++)
        {
            for (int i = 0; i < 6; i++)
            {
                await registry.AdvanceAsync(TimeSpan.FromSeconds(20));
                await registry.RenewAsync("web", "a");
            }

            await LapseAndReturnAsync(registry);
            Assert.Single(registry.Ask("web.z1.svc.").Answer);
        }
    }

    [Fact]
    public void Memory_is_kept_only_for_those_who_lapsed_within_the_window()
    {
        var history = new FlapHistory(new FlapOptions());
        for (int i = 0; i < 10_000; i++)
        {
            history.NoteLapse(
                new RegistrationBuilder("web", $"i{i}").BuildInstance(new Lease(30_000, 0)), i * 10_000L);
        }

        Assert.InRange(history.Count, 60, 130);
    }

    private static async Task LapseAndReturnAsync(RegistryUnderTest registry)
    {
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        await registry.AdvanceAsync(TimeSpan.FromSeconds(5));
        await registry.RenewAsync("web", "a");
    }
}
