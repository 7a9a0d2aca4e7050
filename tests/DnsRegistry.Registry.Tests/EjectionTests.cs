using DnsRegistry.Registry.Ejection;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;

namespace DnsRegistry.Registry.Tests;

/// <summary>Circuit breaking, seen through DNS.</summary>
public class EjectionTests
{
    [Fact]
    public async Task Instance_that_fails_its_callers_leaves_dns_and_returns_when_its_time_is_over()
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(3);

        EjectionView view = await EjectAsync(registry, "i0");

        Assert.Equal(CircuitState.Ejected, view.State);
        Assert.Equal(2, registry.Ask("web.z1.svc.").Answer.Count);
        Assert.Equal(HealthFaults.Ejected, Find(registry, "i0").Faults);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(29_999));
        Assert.Equal(2, registry.Ask("web.z1.svc.").Answer.Count);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, registry.Ask("web.z1.svc.").Answer.Count);
        Assert.Equal(CircuitState.Trial, registry.Registry.EjectionOf(new InstanceKey("web", "i0"))!.Value.State);
    }

    [Fact]
    public async Task Failure_on_trial_ejects_at_once_and_for_twice_as_long()
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(3);
        await EjectAsync(registry, "i0");
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));

        await ReportAsync(registry, "i0", 1, "a");

        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(59_999));
        Assert.Equal(2, registry.Ask("web.z1.svc.").Answer.Count);
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, registry.Ask("web.z1.svc.").Answer.Count);
    }

    [Fact]
    public async Task Reports_alone_write_nothing()
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(3);
        (int commits, long revision) = (registry.Store.CommitCount, registry.Registry.Revision);

        for (int i = 0; i < 1000; i++)
        {
            await registry.Registry.ReportAsync(
                Find(registry, "i0"), new OutcomeReport(i % 4 == 0, 1, $"caller {i % 7}"), CancellationToken.None);
        }

        Assert.Equal((commits, revision), (registry.Store.CommitCount, registry.Registry.Revision));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    [InlineData(10, 3)]
    [InlineData(20, 6)]
    public async Task Only_a_share_is_ejected_at_once_but_one_of_several_always_may_be(int instances, int ejected)
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(instances);

        for (int i = 0; i < instances; i++)
            await EjectAsync(registry, $"i{i}");

        Assert.Equal(instances - ejected, registry.Ask("web.z1.svc.").Answer.Count);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.05, 1)]
    [InlineData(0.2, 2)]
    [InlineData(0.5, 5)]
    [InlineData(1, 9)] // the last that is passing stays
    public async Task Share_that_is_ejected_at_once_is_the_one_that_is_set(double maxShare, int ejected)
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(10);
        await registry.SetAsync("web", new ServiceSettings { Ejection = new EjectionPolicy { MaxShare = maxShare } });

        for (int i = 0; i < 10; i++)
            await EjectAsync(registry, $"i{i}");

        Assert.Equal(10 - ejected, registry.Ask("web.z1.svc.").Answer.Count);
    }

    [Fact]
    public async Task Last_instance_of_a_zone_that_is_passing_stays()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithAddress("10.0.0.1"),
            new RegistrationBuilder("web", "b").WithAddress("10.0.0.2").InZone("z2"));

        EjectionView view = await EjectAsync(registry, "a");

        Assert.Equal(CircuitState.Closed, view.State);
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Instance_that_was_kept_by_the_share_goes_when_there_is_room()
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(3);
        await EjectAsync(registry, "i0");
        await EjectAsync(registry, "i1");
        Assert.Equal(2, registry.Ask("web.z1.svc.").Answer.Count);

        await registry.AdvanceAsync(TimeSpan.FromSeconds(20));
        await EjectAsync(registry, "i1");
        Assert.Equal(HealthFaults.None, Find(registry, "i1").Faults);
        await registry.AdvanceAsync(TimeSpan.FromSeconds(10));
        await EjectAsync(registry, "i1");

        Assert.Equal(HealthFaults.Ejected, Find(registry, "i1").Faults);
        Assert.Equal(HealthFaults.None, Find(registry, "i0").Faults);
    }

    [Fact]
    public async Task New_registration_of_an_ejected_instance_gets_its_trial_at_once()
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(3);
        await EjectAsync(registry, "i0");

        await registry.RegisterAsync(Member(0));

        Assert.Equal(3, registry.Ask("web.z1.svc.").Answer.Count);
        Assert.Equal(CircuitState.Trial, registry.Registry.EjectionOf(new InstanceKey("web", "i0"))!.Value.State);
        await ReportAsync(registry, "i0", 1, "a");
        Assert.Equal(2, registry.Ask("web.z1.svc.").Answer.Count);
    }

    [Fact]
    public async Task Instance_that_registers_again_in_the_commit_that_ejects_it_is_not_ejected()
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(3);
        await ReportAsync(registry, "i0", 4, "a");
        registry.Store.HoldCommits();
        Task<IReadOnlyList<ServiceInstance>> other = registry.RegisterAsync(Member(9));
        await registry.Store.CommitHeld;

        Task<EjectionView> report = ReportAsync(registry, "i0", 1, "b");
        Task<IReadOnlyList<ServiceInstance>> again = registry.RegisterAsync(Member(0));
        registry.Store.ReleaseCommits();
        await Task.WhenAll(other, again, report);

        Assert.Equal(CircuitState.Closed, (await report).State);
        Assert.Equal(4, registry.Ask("web.z1.svc.").Answer.Count);
    }

    [Fact]
    public async Task Deregistered_instance_leaves_nothing_behind()
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(3);
        await EjectAsync(registry, "i0");

        await registry.DeregisterAsync("web", "i0");
        await registry.AdvanceAsync(TimeSpan.FromMinutes(10));
        await registry.RegisterAsync(Member(0));

        Assert.Null(registry.Registry.EjectionOf(new InstanceKey("web", "i0")));
        Assert.Equal(3, registry.Ask("web.z1.svc.").Answer.Count);
    }

    [Fact]
    public async Task Switching_it_off_lets_everybody_in_again()
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(10);
        await EjectAsync(registry, "i0");
        await EjectAsync(registry, "i1");
        Assert.Equal(8, registry.Ask("web.z1.svc.").Answer.Count);

        await registry.SetAsync("web", new ServiceSettings { Ejection = new EjectionPolicy { IsEnabled = false } });
        await registry.AdvanceAsync(TimeSpan.FromMilliseconds(1));

        Assert.Equal(10, registry.Ask("web.z1.svc.").Answer.Count);
        await EjectAsync(registry, "i0");
        Assert.Equal(10, registry.Ask("web.z1.svc.").Answer.Count);
    }

    [Fact]
    public async Task Ejection_and_return_work_while_the_disk_is_full()
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(3);
        registry.Store.FailNextCommits(2);

        await EjectAsync(registry, "i0");
        Assert.Equal(2, registry.Ask("web.z1.svc.").Answer.Count);
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(3, registry.Ask("web.z1.svc.").Answer.Count);
    }

    [Fact]
    public async Task Heartbeat_does_not_bring_an_ejected_instance_back()
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(3);
        await EjectAsync(registry, "i0");

        await registry.RenewAsync("web", "i0");

        Assert.Equal(2, registry.Ask("web.z1.svc.").Answer.Count);
    }

    [Fact]
    public async Task What_behaves_is_forgotten()
    {
        await using RegistryUnderTest registry = await ServiceOfAsync(3);
        await ReportAsync(registry, "i0", 3, "a");
        Assert.NotNull(registry.Registry.EjectionOf(new InstanceKey("web", "i0")));

        await registry.AdvanceAsync(EjectionBook.TidyInterval);

        Assert.Null(registry.Registry.EjectionOf(new InstanceKey("web", "i0")));
    }

    private static async Task<RegistryUnderTest> ServiceOfAsync(int instances) =>
        await RegistryUnderTest.WithAsync([.. Enumerable.Range(0, instances).Select(Member)]);

    private static RegistrationBuilder Member(int number) =>
        new RegistrationBuilder("web", $"i{number}").WithAddress($"10.0.0.{number + 1}").Static();

    private static ServiceInstance Find(RegistryUnderTest registry, string id) => registry.Registry.Find(new InstanceKey("web", id))!;

    private static async Task<EjectionView> EjectAsync(RegistryUnderTest registry, string id)
    {
        await ReportAsync(registry, id, 4, "a");
        return await ReportAsync(registry, id, 1, "b");
    }

    private static async Task<EjectionView> ReportAsync(RegistryUnderTest registry, string id, int failures, string reporter) =>
        await registry.Registry.ReportAsync(
            Find(registry, id), new OutcomeReport(true, failures, reporter), CancellationToken.None);
}
