using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Registry.Tests.Leases;

/// <summary>A process that was stopped for a while blames nobody for it.</summary>
public class PauseTests
{
    private static readonly TimeSpan s_pulse = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Nobody_expires_who_could_not_renew_and_everybody_gets_the_time_back()
    {
        await using RegistryUnderTest registry = await StartAsync();
        await registry.RegisterAsync(
            new RegistrationBuilder("web", "a"), new RegistrationBuilder("web", "b").WithAddress("10.0.0.8").WithLease(60));
        await RunAsync(registry, TimeSpan.FromSeconds(10));

        await registry.AdvanceAsync(TimeSpan.FromMinutes(1));

        // Twenty seconds of the first lease are left, and fifty of the other, as before the pause.
        Assert.Equal(2, registry.Ask("web.z1.svc.").Answer.Count);
        await RunAsync(registry, TimeSpan.FromMilliseconds(19_750));
        Assert.Equal(2, registry.Ask("web.z1.svc.").Answer.Count);
        await RunAsync(registry, TimeSpan.FromMilliseconds(250));
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await RunAsync(registry, TimeSpan.FromMilliseconds(29_750));
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await RunAsync(registry, TimeSpan.FromMilliseconds(250));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task What_was_sent_during_the_pause_is_read_before_a_lease_ends()
    {
        await using RegistryUnderTest registry = await StartAsync();
        await registry.RegisterAsync(new RegistrationBuilder());
        await RunAsync(registry, TimeSpan.FromMilliseconds(29_750));

        // A quarter of a second was left: too little to work off what has queued up. It has half of a lease.
        await registry.AdvanceAsync(TimeSpan.FromMinutes(1));
        await RunAsync(registry, TimeSpan.FromMilliseconds(14_750));
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await RunAsync(registry, TimeSpan.FromMilliseconds(500));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Instance_that_was_out_already_stays_out_and_is_removed_later_by_the_time_of_the_pause()
    {
        await using RegistryUnderTest registry = await StartAsync();
        await registry.RegisterAsync(new RegistrationBuilder());
        await RunAsync(registry, TimeSpan.FromSeconds(40));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);

        await registry.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(InstanceState.Critical, registry.Registry.Find(new InstanceKey("web", "a"))!.State);
        await RunAsync(registry, TimeSpan.FromMilliseconds(49_750));
        Assert.Equal(Rcode.NoError, registry.Ask("web.z1.svc.").Rcode);
        await RunAsync(registry, TimeSpan.FromMilliseconds(250));
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
    }

    [Fact]
    public async Task Who_is_held_by_the_expiry_guard_gets_the_time_back_too()
    {
        await using RegistryUnderTest registry = await StartAsync();
        await registry.RegisterAsync([.. Enumerable.Range(0, 12).Select(n => new RegistrationBuilder("web", $"i{n}"))]);
        await RunAsync(registry, TimeSpan.FromSeconds(40));
        Assert.Equal(12, registry.Registry.Guard!.Held);

        // Longer than anybody is held. Ten seconds of ten leases were over before.
        await registry.AdvanceAsync(TimeSpan.FromMinutes(10));

        await RunAsync(registry, TimeSpan.FromSeconds(289));
        Assert.Equal(12, registry.Registry.Guard!.Held);
        await RunAsync(registry, TimeSpan.FromSeconds(3));
        Assert.Null(registry.Registry.Guard);
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public void Short_gap_is_no_pause_and_a_long_one_is_taken_once()
    {
        var watch = new PauseWatch(1_000);

        Assert.False(watch.Look(1_250));
        Assert.False(watch.Look(2_249));
        Assert.True(watch.Look(3_249));
        Assert.True(watch.Look(3_500));
        Assert.Equal(1_000, watch.Take(3_600));
        Assert.Equal(0, watch.Take(3_700));
        Assert.Equal(60_000, watch.Take(63_700));
        Assert.Equal(0, watch.Take(63_000));
    }

    private static Task<RegistryUnderTest> StartAsync() =>
        RegistryUnderTest.StartAsync(new RegistrySetup { Options = new RegistryOptions { PulseInterval = s_pulse } });

    /// <summary>Time passes while the process runs: in steps that it sees.</summary>
    private static async Task RunAsync(RegistryUnderTest registry, TimeSpan time)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += s_pulse)
            await registry.AdvanceAsync(s_pulse);
    }
}
