using DnsRegistry.Registry.Changes;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Registry.Tests.Changes;

/// <summary>What those are told who watch the registry.</summary>
public class WatchTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Each_change_is_told_once_in_the_order_of_revisions()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        using ChangeCursor changes = registry.Registry.Watch(registry.Registry.Revision, null)!;

        await registry.RegisterAsync(new RegistrationBuilder("web", "a"), new RegistrationBuilder("db", "a").Static());
        await registry.RegisterAsync(new RegistrationBuilder("web", "a").WithWeight(7));
        await registry.SetAsync("db", new ServiceSettings { TtlSeconds = 1 });
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));
        await registry.RenewAsync("web", "a");
        await registry.DeregisterAsync("web", "a");
        await registry.Registry.DeleteSettingsAsync("db", CancellationToken.None);

        RegistryChange[] told = Read(changes);
        Assert.Equal(
            [
                "web/a Registered Passing", "db/a Registered Passing", "web/a Changed Passing", "db Settings", "web/a Changed Critical",
                "web/a Changed Passing", "web/a Removed Gone", "db Settings",
            ],
            told.Select(Describe));
        Assert.Equal(told.Select(change => change.Revision).Distinct().Order(), told.Select(change => change.Revision));
        Assert.Equal((1, null), (told[3].Settings!.TtlSeconds, told[^1].Settings));
        Assert.Equal(7, told[6].Instance!.Registration.Weight);
        Assert.Equal(registry.Registry.Revision, changes.Revision);
    }

    [Fact]
    public async Task Route_rules_are_told_with_the_revision_of_their_change()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        using ChangeCursor changes = registry.Registry.Watch(registry.Registry.Revision, "web")!;
        RouteRule[] rules = [new RouteRule { Action = RouteAction.ToVersion("v2") }];

        (_, StoredRoutes stored) = await registry.Registry.PutRoutesAsync("web", rules, CancellationToken.None);
        await registry.Registry.DeleteRoutesAsync("web", CancellationToken.None);
        await registry.Registry.DeleteRoutesAsync("web", CancellationToken.None);

        RegistryChange[] told = Read(changes);
        Assert.Equal(["web Routes", "web Routes"], told.Select(Describe));
        Assert.Equal((stored, null), (told[0].Routes, told[1].Routes));
        Assert.Equal([stored.Revision, registry.Registry.Revision], told.Select(change => change.Revision));
    }

    [Fact]
    public async Task Nothing_is_told_before_it_is_durable_and_visible()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        using ChangeCursor changes = registry.Registry.Watch(registry.Registry.Revision, null)!;
        registry.Store.HoldCommits();
        Task registering = registry.RegisterAsync(new RegistrationBuilder("web", "a"));
        await registry.Store.CommitHeld;
        Assert.Null(changes.Read());

        Task woken = changes.WaitAsync().AsTask();
        registry.Store.ReleaseCommits();
        await woken.WaitAsync(s_patience, TestContext.Current.CancellationToken);

        Assert.NotNull(registry.Registry.Find(changes.Read()!.Value.Instance!.Key));
        await registering;
    }

    [Fact]
    public async Task What_a_failing_store_did_not_keep_is_not_told()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        using ChangeCursor changes = registry.Registry.Watch(registry.Registry.Revision, null)!;
        registry.Store.FailNextCommits(1);

        await Assert.ThrowsAnyAsync<Exception>(() => registry.RegisterAsync(new RegistrationBuilder("web", "a")));

        Assert.Null(changes.Read());
    }

    [Fact]
    public async Task Changes_of_one_commit_are_told_in_the_order_of_revisions_too()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        registry.Store.HoldCommits();
        Task held = registry.RegisterAsync(new RegistrationBuilder("x", "x"));
        await registry.Store.CommitHeld;

        // They share the next commit: what is touched first has the last revision, and one comes and goes.
        Task all = Task.WhenAll(
            registry.RegisterAsync(new RegistrationBuilder("web", "a")),
            registry.RegisterAsync(new RegistrationBuilder("web", "b")),
            registry.RegisterAsync(new RegistrationBuilder("web", "gone")),
            registry.DeregisterAsync("web", "gone"),
            registry.SetAsync("web", new ServiceSettings()),
            registry.RegisterAsync(new RegistrationBuilder("web", "a").WithWeight(3)));
        registry.Store.ReleaseCommits();
        await held;
        await all;

        using ChangeCursor changes = registry.Registry.Watch(0, "web")!;
        RegistryChange[] told = Read(changes);
        Assert.Equal(["web/b Registered Passing", "web Settings", "web/a Registered Passing"], told.Select(Describe));
        Assert.Equal(told.Select(change => change.Revision).Order(), told.Select(change => change.Revision));
        Assert.Equal(3, told[2].Instance!.Registration.Weight);
    }

    [Fact]
    public async Task Who_watches_one_service_sleeps_through_the_changes_of_others()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(
            new RegistrySetup { Options = new RegistryOptions { ChangesKept = 16 } });
        using ChangeCursor web = registry.Registry.Watch(registry.Registry.Revision, "web")!;
        using ChangeCursor all = registry.Registry.Watch(registry.Registry.Revision, null)!;
        Assert.Null(web.Read());
        Task woken = web.WaitAsync().AsTask();

        for (int i = 0; i < 100; i++)
        {
            await registry.RegisterAsync(new RegistrationBuilder("db", $"i{i}"));
            await all.WaitAsync().AsTask().WaitAsync(s_patience, TestContext.Current.CancellationToken);
            while (all.Read() is not null)
            {
            }
        }

        Assert.False(woken.IsCompleted);
        await registry.RegisterAsync(new RegistrationBuilder("web", "a"));
        await woken.WaitAsync(s_patience, TestContext.Current.CancellationToken);

        // Far more has happened than is kept, and still nothing was missed.
        Assert.Equal("web/a Registered Passing", Describe(web.Read()!.Value));
        Assert.Null(web.Read());
        Assert.False(web.HasLagged);
    }

    [Fact]
    public async Task Who_is_woken_for_nothing_has_gone_on_with_the_others()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(
            new RegistrySetup { Options = new RegistryOptions { ChangesKept = 16 } });
        using ChangeCursor web = registry.Registry.Watch(registry.Registry.Revision, "web")!;
        using ChangeCursor db = registry.Registry.Watch(registry.Registry.Revision, "db")!;
        Assert.Null(web.Read());
        for (int i = 0; i < 100; i++)
        {
            await registry.RegisterAsync(new RegistrationBuilder("db", $"i{i}"));
            await db.WaitAsync().AsTask().WaitAsync(s_patience, TestContext.Current.CancellationToken);
        }

        web.Wake();
        await web.WaitAsync();

        // The last round of waking may be behind by a few changes, which are still kept.
        Assert.Null(web.Read());
        Assert.False(web.HasLagged);
        using ChangeCursor resumed = registry.Registry.Watch(web.Revision, "web")!;
        Assert.NotNull(resumed);
    }

    [Fact]
    public async Task Who_reads_too_late_learns_that_changes_have_gone()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(
            new RegistrySetup { Options = new RegistryOptions { ChangesKept = 8 } });
        long start = registry.Registry.Revision;
        using ChangeCursor changes = registry.Registry.Watch(start, null)!;
        for (int i = 0; i < 9; i++)
            await registry.RegisterAsync(new RegistrationBuilder("web", $"i{i}"));

        Assert.Null(changes.Read());
        Assert.True(changes.HasLagged);
        Assert.Null(registry.Registry.Watch(start, null));
        Assert.Null(registry.Registry.Watch(registry.Registry.Changes.Oldest - 1, null));
        using ChangeCursor oldest = registry.Registry.Watch(registry.Registry.Changes.Oldest, null)!;
        Assert.Equal(8, Read(oldest).Length);
        Assert.Equal(2, registry.Registry.Changes.Waiting);
    }

    [Fact]
    public async Task A_revision_that_was_not_reached_cannot_be_watched_from()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());

        Assert.Null(registry.Registry.Watch(registry.Registry.Revision + 1, null));
    }

    [Fact]
    public async Task An_empty_registry_begins_at_revision_1_and_can_be_watched_from_0()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        Assert.Equal(1, registry.Registry.Revision);

        await registry.RegisterAsync(new RegistrationBuilder());

        using ChangeCursor changes = registry.Registry.Watch(0, null)!;
        Assert.Equal(2, Assert.Single(Read(changes)).Revision);
    }

    [Fact]
    public async Task A_restart_goes_on_at_the_revision_where_it_stopped()
    {
        RegistryUnderTest first = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a"), new RegistrationBuilder("web", "b"));
        long revision = first.Registry.Revision;
        await using RegistryUnderTest restarted = await first.RestartAsync();
        using ChangeCursor changes = restarted.Registry.Watch(revision, null)!;
        Assert.Null(restarted.Registry.Watch(revision - 1, null));

        await restarted.DeregisterAsync("web", "a");

        Assert.Equal("web/a Removed Gone", Describe(Assert.Single(Read(changes))));
    }

    [Fact]
    public async Task A_restart_that_makes_critical_instances_passing_is_not_taken_for_no_change()
    {
        RegistryUnderTest first = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        await first.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(InstanceState.Critical, first.Registry.Find(new InstanceKey("web", "a"))!.State);
        long revision = first.Registry.Revision;

        await using RegistryUnderTest restarted = await first.RestartAsync();

        Assert.Null(restarted.Registry.Watch(revision, null));
        Assert.Equal(revision + 1, restarted.Registry.Revision);
    }

    private static RegistryChange[] Read(ChangeCursor changes)
    {
        var told = new List<RegistryChange>();
        while (changes.Read() is { } change)
            told.Add(change);
        return [.. told];
    }

    private static string Describe(RegistryChange change) => change.Instance is null
        ? $"{change.Service} {change.Kind}"
        : $"{change.Instance.Key} {change.Kind} {change.State}";
}
