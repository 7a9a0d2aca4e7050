using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;

namespace DnsRegistry.Registry.Tests;

/// <summary>What waits for the store is bounded; what the registry asks of itself is never refused.</summary>
public class BusyTests
{
    private static RegistrySetup RoomForHundred => new() { Options = new RegistryOptions { MaxWaitingChanges = 100 } };

    [Fact]
    public async Task Writers_beyond_the_limit_are_refused_at_once_and_taken_again_when_the_store_goes_on()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(RoomForHundred);
        registry.Store.HoldCommits();

        Task[] calls = [.. Enumerable.Range(0, 5000).Select(n => registry.RegisterAsync(new RegistrationBuilder("web", $"i{n}")))];
        await registry.Store.CommitHeld;

        Task[] refused = [.. calls.Where(call => call.IsFaulted)];
        Assert.Equal(4900, refused.Length);
        Assert.All(refused, call => Assert.IsType<RegistryBusyException>(call.Exception!.InnerException));

        registry.Store.ReleaseCommits();
        await Task.WhenAll(calls.Except(refused));
        await registry.RegisterAsync(new RegistrationBuilder("web", "later"));
        Assert.Equal(101, registry.Registry.FindService("web")!.Instances.Count);
    }

    [Fact]
    public async Task Each_item_of_a_bulk_call_counts_but_one_that_would_never_fit_is_taken_alone()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(RoomForHundred);
        registry.Store.HoldCommits();
        Task large = registry.RegisterAsync([.. Enumerable.Range(0, 500).Select(n => new RegistrationBuilder("web", $"i{n}"))]);
        await registry.Store.CommitHeld;

        await Assert.ThrowsAsync<RegistryBusyException>(() => registry.RegisterAsync(new RegistrationBuilder("web", "one-more")));

        registry.Store.ReleaseCommits();
        await large;
        Assert.Equal(500, registry.Registry.FindService("web")!.Instances.Count);
    }

    [Fact]
    public async Task Leases_end_although_the_queue_is_full()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(RoomForHundred);
        await registry.RegisterAsync(new RegistrationBuilder("web", "silent").WithLease(2));
        registry.Store.HoldCommits();
        Task[] calls = [.. Enumerable.Range(0, 100).Select(n => registry.RegisterAsync(new RegistrationBuilder("web", $"i{n}")))];
        await registry.Store.CommitHeld;

        registry.Time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<RegistryBusyException>(() => registry.RegisterAsync(new RegistrationBuilder("web", "one-more")));
        registry.Store.ReleaseCommits();
        await Task.WhenAll(calls);
        await registry.SettleAsync();

        Assert.Equal(InstanceState.Critical, registry.Registry.Find(new("web", "silent"))!.State);
    }

    [Fact]
    public async Task Heartbeats_of_passing_instances_wait_for_nobody()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(RoomForHundred);
        await registry.RegisterAsync(new RegistrationBuilder("web", "a"));
        registry.Store.HoldCommits();
        Task[] calls = [.. Enumerable.Range(0, 100).Select(n => registry.RegisterAsync(new RegistrationBuilder("web", $"i{n}")))];
        await registry.Store.CommitHeld;

        Assert.Equal(RenewStatus.Renewed, (await registry.RenewAsync("web", "a")).Status);

        registry.Store.ReleaseCommits();
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task An_administrator_may_change_what_others_own_and_takes_nothing_away_from_them()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        Registration registration = new RegistrationBuilder("web", "a").Build();
        await registry.Registry.RegisterAsync(registration, "team", CancellationToken.None);
        var admin = new Caller("root", IsAdmin: true);

        RegisterOutcome replaced = await registry.Registry.RegisterAsync(registration, admin, CancellationToken.None);
        Assert.Equal((RegisterStatus.Replaced, "team"), (replaced.Status, replaced.Instance!.Stored.Owner));
        Assert.Equal(RenewStatus.Renewed, (await registry.RenewAsync("web", "a", owner: "team")).Status);
        Assert.Equal(RenewStatus.OwnedByAnother, (await registry.RenewAsync("web", "a", owner: "root")).Status);

        DeregisterOutcome removed = await registry.Registry.DeregisterAsync(registration.Key, null, admin, CancellationToken.None);
        Assert.Equal(DeregisterStatus.Removed, removed.Status);
    }
}
