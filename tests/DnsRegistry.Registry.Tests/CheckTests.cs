using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Tests.Health;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;

namespace DnsRegistry.Registry.Tests;

/// <summary>Checks take instances out of DNS and bring them back.</summary>
public sealed class CheckTests : IDisposable
{
    private const string Target = "10.0.0.7:8080";

    private static readonly InstanceKey s_key = new("web", "a");
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(5_300);

    private readonly ScriptedProber _prober = new();

    public void Dispose() => _prober.Dispose();

    [Fact]
    public async Task Instance_leaves_dns_when_its_check_fails_and_returns_when_it_passes()
    {
        await using RegistryUnderTest registry = await StartAsync(Checked().Static());
        await RoundsAsync(registry, 1);
        Assert.Single(registry.Ask("web.z1.svc.").Answer);

        _prober.TakeDown(Target);
        await RoundsAsync(registry, 4);
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        Assert.Equal(HealthFaults.CheckFailing, registry.Registry.Find(s_key)!.Faults);
        Assert.Equal("down", registry.Registry.LastCheckOf(s_key)!.Text);

        _prober.BringUp(Target);
        await RoundsAsync(registry, 3);
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Heartbeat_does_not_bring_back_what_fails_its_check()
    {
        await using RegistryUnderTest registry = await StartAsync(Checked());
        _prober.TakeDown(Target);
        await RoundsAsync(registry, 4);

        await registry.RenewAsync("web", "a");

        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Failing_instance_that_registers_again_stays_out_until_its_check_passes()
    {
        await using RegistryUnderTest registry = await StartAsync(Checked());
        _prober.TakeDown(Target);
        await RoundsAsync(registry, 4);

        await registry.RegisterAsync(Checked());
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);

        _prober.BringUp(Target);
        await RoundsAsync(registry, 3);
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Another_check_or_none_is_passing_until_it_fails()
    {
        await using RegistryUnderTest registry = await StartAsync(Checked());
        _prober.TakeDown(Target);
        await RoundsAsync(registry, 4);
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);

        await registry.RegisterAsync(new RegistrationBuilder());

        Assert.Single(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Checks_go_on_after_a_restart_and_begin_with_passing()
    {
        await using RegistryUnderTest before = await StartAsync(Checked().Static());
        _prober.TakeDown(Target);
        await RoundsAsync(before, 4);

        await using RegistryUnderTest after = await RegistryUnderTest.StartAsync(
            new RegistrySetup { Store = before.Store.Reopen(), Time = before.Time, Prober = _prober });

        Assert.Single(after.Ask("web.z1.svc.").Answer);
        await RoundsAsync(after, 4);
        Assert.Empty(after.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Checks_alone_write_nothing()
    {
        await using RegistryUnderTest registry = await StartAsync(Checked().Static());
        (int commits, long revision, uint serial) = (registry.Store.CommitCount, registry.Registry.Revision, registry.Serial);

        await RoundsAsync(registry, 50);

        Assert.InRange(_prober.Asked(Target), 45, 55);
        Assert.Equal((commits, revision, serial), (registry.Store.CommitCount, registry.Registry.Revision, registry.Serial));
    }

    [Fact]
    public async Task No_check_is_made_where_they_are_switched_off()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(
            new RegistrySetup { Prober = _prober, Options = new RegistryOptions { AreChecksMade = false } });
        await registry.RegisterAsync(Checked().Static());

        await RoundsAsync(registry, 5);

        Assert.Equal(0, _prober.Asked(Target));
        Assert.Null(registry.Registry.LastCheckOf(s_key));
    }

    private async Task<RegistryUnderTest> StartAsync(RegistrationBuilder instance)
    {
        RegistryUnderTest registry = await RegistryUnderTest.StartAsync(new RegistrySetup { Prober = _prober });
        await registry.RegisterAsync(instance);
        return registry;
    }

    private static RegistrationBuilder Checked() => new RegistrationBuilder().WithCheck(HealthCheckKind.Tcp, Target, 5);

    private static async Task RoundsAsync(RegistryUnderTest registry, int rounds)
    {
        for (int i = 0; i < rounds; i++)
            await registry.AdvanceAsync(s_round);
    }
}
