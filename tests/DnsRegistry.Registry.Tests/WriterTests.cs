using System.Net;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Registry.Tests;

/// <summary>Durable, then visible, then acknowledged; and what happens when the store refuses.</summary>
public class WriterTests
{
    [Fact]
    public async Task Many_that_register_at_the_same_time_share_a_commit()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        registry.Store.HoldCommits();
        Task first = registry.RegisterAsync(new RegistrationBuilder("web", "first"));
        await registry.Store.CommitHeld;

        Task[] others = [.. Enumerable.Range(0, 500).Select(n => registry.RegisterAsync(new RegistrationBuilder("web", $"i{n}")))];
        registry.Store.ReleaseCommits();
        await first;
        await Task.WhenAll(others);

        Assert.Equal(2, registry.Store.CommitCount);
        Assert.Equal(501, registry.Registry.FindService("web")!.Instances.Count);
    }

    [Fact]
    public async Task Single_changes_that_follow_each_other_closely_share_a_commit()
    {
        var options = new RegistryOptions { CommitInterval = TimeSpan.FromMilliseconds(4) };
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(new RegistrySetup { Options = options });
        await registry.RegisterAsync(new RegistrationBuilder("web", "at-once"));
        Assert.Equal(1, registry.Store.CommitCount);

        Task[] later = [.. Enumerable.Range(0, 3).Select(n => registry.RegisterAsync(new RegistrationBuilder("web", $"i{n}")))];
        registry.Time.Advance(TimeSpan.FromMilliseconds(3));
        Assert.All(later, task => Assert.False(task.IsCompleted));
        while (!Task.WhenAll(later).IsCompleted)
        {
            registry.Time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        Assert.Equal(2, registry.Store.CommitCount);
        registry.Time.Advance(TimeSpan.FromMilliseconds(4));
        await registry.RegisterAsync(new RegistrationBuilder("web", "alone-again"));
        Assert.Equal(3, registry.Store.CommitCount);
    }

    [Fact]
    public async Task A_crowd_need_not_wait_for_the_next_commit()
    {
        var options = new RegistryOptions { CommitInterval = TimeSpan.FromMilliseconds(4) };
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(new RegistrySetup { Options = options });
        await registry.RegisterAsync(new RegistrationBuilder("web", "first"));

        Task[] few = [.. Enumerable.Range(0, 23).Select(n => registry.RegisterAsync(new RegistrationBuilder("web", $"i{n}")))];
        registry.Time.Advance(TimeSpan.FromMilliseconds(3));
        Assert.All(few, task => Assert.False(task.IsCompleted));
        Task last = registry.RegisterAsync(new RegistrationBuilder("web", "last"));

        await Task.WhenAll([.. few, last]);
        Assert.Equal(2, registry.Store.CommitCount);
    }

    [Fact]
    public async Task Changes_that_wait_for_others_are_carried_out_when_the_registry_stops()
    {
        var options = new RegistryOptions { CommitInterval = TimeSpan.FromMilliseconds(4) };
        RegistryUnderTest registry = await RegistryUnderTest.StartAsync(new RegistrySetup { Options = options });
        await registry.RegisterAsync(new RegistrationBuilder("web", "first"));
        Task waiting = registry.RegisterAsync(new RegistrationBuilder("web", "waiting"));

        await registry.DisposeAsync();

        await waiting;
        Assert.Equal(2, registry.Store.CommitCount);
    }

    [Fact]
    public async Task Nothing_is_visible_before_it_is_durable()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithAddress("10.0.0.1"));
        registry.Store.HoldCommits();
        Task added = registry.RegisterAsync(new RegistrationBuilder("web", "b").WithAddress("10.0.0.2"));
        await registry.Store.CommitHeld;

        Assert.Equal("10.0.0.1", Assert.Single(registry.Ask("web.z1.svc.").Answer).Data);
        Assert.Null(registry.Registry.Find(new InstanceKey("web", "b")));
        Assert.False(added.IsCompleted);

        registry.Store.ReleaseCommits();
        await added;
        registry.Store.HoldCommits();
        Task removed = registry.DeregisterAsync("web", "a");
        await registry.Store.CommitHeld;
        Assert.Equal(2, registry.Ask("web.z1.svc.").Answer.Count);
        Assert.False(removed.IsCompleted);
        registry.Store.ReleaseCommits();
        await removed;
        Assert.Equal("10.0.0.2", Assert.Single(registry.Ask("web.z1.svc.").Answer).Data);
    }

    [Fact]
    public async Task Registration_is_visible_in_dns_and_kept_when_it_is_acknowledged()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        byte[] request = QueryOctets.Of("web.z1.svc.", RecordType.A, 1232);

        for (int i = 0; i < 300; i++)
        {
            var key = new InstanceKey("web", $"i{i}");
            bool isSeen = await Registered(i).ContinueWith(
                _ => registry.Dns.AnswerOctets(request)[3] == 0 && registry.Store.Reopen().Head.Revision >= i + 1,
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            Assert.True(isSeen);
            await registry.DeregisterAsync(key.Service, key.Id);
            Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
        }

        Task Registered(int i) =>
            registry.Registry.RegisterAsync(new RegistrationBuilder("web", $"i{i}").Build(), null, CancellationToken.None).AsTask();
    }

    [Fact]
    public async Task Store_that_refuses_changes_nothing_and_the_caller_is_told()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithAddress("10.0.0.1"));
        (long revision, uint serial) = (registry.Registry.Revision, registry.Serial);
        registry.Store.FailNextCommits(4);

        await Assert.ThrowsAsync<StoreException>(() => registry.RegisterAsync(new RegistrationBuilder("web", "b")));
        await Assert.ThrowsAsync<StoreException>(() => registry.RegisterAsync(new RegistrationBuilder("web", "a").WithAddress("10.0.0.9")));
        await Assert.ThrowsAsync<StoreException>(() => registry.DeregisterAsync("web", "a"));
        await Assert.ThrowsAsync<StoreException>(() => registry.SetAsync("web", new ServiceSettings { TtlSeconds = 1 }));

        Assert.Equal("web.z1.svc. 5 A 10.0.0.1", Assert.Single(registry.Ask("web.z1.svc.").Answer).ToString());
        Assert.Equal((revision, serial), (registry.Registry.Revision, registry.Serial));
        Assert.Null(registry.Registry.FindService("web")!.Settings);
        Assert.Equal(RenewStatus.Renewed, (await registry.RenewAsync("web", "a")).Status);

        await registry.RegisterAsync(new RegistrationBuilder("web", "b").WithAddress("10.0.0.2"));
        Assert.Equal(2, registry.Ask("web.z1.svc.").Answer.Count);
    }

    [Fact]
    public async Task Leases_end_and_come_back_in_dns_while_the_store_refuses()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        registry.Store.FailNextCommits(100);

        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        Assert.Equal(RenewStatus.Renewed, (await registry.RenewAsync("web", "a")).Status);
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Heartbeat_with_a_registration_needs_the_store_only_for_what_is_new()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        registry.Store.FailNextCommits(100);
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));

        UpsertOutcome outcome = await UpsertAsync(new RegistrationBuilder());
        Assert.Equal(RenewStatus.Renewed, outcome.Renewal!.Value.Status);
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        await Assert.ThrowsAsync<StoreException>(() => UpsertAsync(new RegistrationBuilder().WithWeight(7)));
        await Assert.ThrowsAsync<StoreException>(() => UpsertAsync(new RegistrationBuilder("web", "b")));
        Assert.Equal(2, registry.Registry.FindService("web")!.Instances[0].Stored.Generation);

        async Task<UpsertOutcome> UpsertAsync(RegistrationBuilder instance) =>
            await registry.Registry.UpsertAsync(instance.Build(), 2, null, CancellationToken.None);
    }

    [Fact]
    public async Task Removal_that_could_not_be_written_is_tried_again()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));
        registry.Store.FailNextCommits(3);

        await registry.AdvanceAsync(TimeSpan.FromSeconds(60));
        Assert.NotNull(registry.Registry.Find(new InstanceKey("web", "a")));
        for (int i = 0; i < 4; i++)
            await registry.AdvanceAsync(TimeSpan.FromMilliseconds(1100));

        Assert.Null(registry.Registry.Find(new InstanceKey("web", "a")));
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
        Assert.Empty((await Testing.Storage.StoreContent.LoadAsync(registry.Store.Reopen())).Instances);
    }

    [Fact]
    public async Task Serial_never_goes_back_when_the_process_dies_while_the_store_refuses()
    {
        RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        registry.Store.FailNextCommits(2);
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));
        uint shown = registry.Serial;

        await using RegistryUnderTest restarted = await registry.RestartAsync();

        Assert.False(new SerialNumber(shown).IsNewerThan(new SerialNumber(restarted.Serial)));
    }

    [Fact]
    public async Task Serial_moves_with_the_first_commit_for_what_changed_while_the_store_refused()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        uint before = registry.Serial;
        registry.Store.FailNextCommits(1);
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));
        await registry.AdvanceAsync(TimeSpan.FromSeconds(60));

        Assert.True(new SerialNumber(registry.Serial).IsNewerThan(new SerialNumber(before)));
        Assert.Equal(registry.Store.Head.Serial.Value, registry.Serial);
    }

    [Fact]
    public async Task Serial_moves_exactly_when_answers_change()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder().WithMetadata("k", "v").WithNamedPort("grpc", 1).WithNamedPort("dns", 2));
        await Moves(0, () => registry.RegisterAsync(
            new RegistrationBuilder().WithMetadata("k", "v").WithNamedPort("dns", 2).WithNamedPort("grpc", 1)));
        await Moves(0, () => registry.RenewAsync("web", "a"));
        await Moves(0, () => registry.RegisterAsync(
            new RegistrationBuilder().WithMetadata("k", "v").WithNamedPort("grpc", 1).WithNamedPort("dns", 2).WithLease(40)));
        await Moves(1, () => registry.RegisterAsync(new RegistrationBuilder().WithWeight(7)));
        await Moves(1, () => registry.RegisterAsync(new RegistrationBuilder().WithWeight(7).WithPort(81)));
        await Moves(1, () => registry.RegisterAsync(new RegistrationBuilder().WithAddress("10.0.0.1")));
        await Moves(1, () => registry.RegisterAsync(new RegistrationBuilder().WithMetadata("k", "w")));
        await Moves(1, () => registry.RegisterAsync(new RegistrationBuilder().InGroup("g")));
        await Moves(1, () => registry.RegisterAsync(new RegistrationBuilder().WithVersion("2")));
        await Moves(1, () => registry.RegisterAsync(new RegistrationBuilder().InZone("z2")));
        await Moves(0, () => registry.SetAsync("web", new ServiceSettings()));
        await Moves(0, () => registry.SetAsync("web", new ServiceSettings { TtlSeconds = 5 }));
        await Moves(1, () => registry.SetAsync("web", new ServiceSettings { TtlSeconds = 9 }));
        await Moves(0, () => registry.SetAsync("web", new ServiceSettings { TtlSeconds = 9 }));
        await Moves(1, () => registry.Registry.DeleteSettingsAsync("web", CancellationToken.None).AsTask());
        await Moves(0, () => registry.Registry.DeleteSettingsAsync("web", CancellationToken.None).AsTask());
        await Moves(1, () => registry.SetAsync("declared", new ServiceSettings()));
        await Moves(1, () => registry.Registry.DeleteSettingsAsync("declared", CancellationToken.None).AsTask());
        await Moves(1, () => registry.AdvanceAsync(TimeSpan.FromSeconds(30)));
        await Moves(1, () => registry.RenewAsync("web", "a"));
        await Moves(0, () => registry.DeregisterAsync("web", "nobody"));
        await Moves(1, () => registry.DeregisterAsync("web", "a"));

        async Task Moves(uint steps, Func<Task> change)
        {
            (uint before, long revision) = (registry.Serial, registry.Registry.Revision);
            await change();
            Assert.Equal(before + steps, registry.Serial);
            Assert.Equal(registry.Serial, registry.Store.Head.Serial.Value);
            Assert.True(registry.Registry.Revision >= revision + steps);
        }
    }

    [Fact]
    public async Task Generation_tells_an_older_process_from_a_newer_one()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        long old = (await registry.RegisterAsync(new RegistrationBuilder()))[0].Stored.Generation;
        long current = (await registry.RegisterAsync(new RegistrationBuilder()))[0].Stored.Generation;
        Assert.True(current > old);

        Assert.Equal(RenewStatus.OtherGeneration, (await registry.RenewAsync("web", "a", old)).Status);
        Assert.Equal(DeregisterStatus.OtherGeneration, (await registry.DeregisterAsync("web", "a", old)).Status);
        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        Assert.Equal(RenewStatus.Renewed, (await registry.RenewAsync("web", "a", current)).Status);
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(RenewStatus.OtherGeneration, (await registry.RenewAsync("web", "a", old)).Status);
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        Assert.Equal(DeregisterStatus.Removed, (await registry.DeregisterAsync("web", "a", current)).Status);
        Assert.Equal(DeregisterStatus.Unknown, (await registry.DeregisterAsync("web", "a", current)).Status);
    }

    [Fact]
    public async Task What_a_token_owns_another_cannot_change()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        Registration registration = new RegistrationBuilder().Build();
        async Task<RegisterStatus> RegisterAs(string? owner) =>
            (await registry.Registry.RegisterAsync(registration, owner, CancellationToken.None)).Status;

        Assert.Equal(RegisterStatus.Created, await RegisterAs(null));
        Assert.Equal(RegisterStatus.Replaced, await RegisterAs("mine"));
        Assert.Equal(RegisterStatus.OwnedByAnother, await RegisterAs("other"));
        Assert.Equal(RegisterStatus.OwnedByAnother, await RegisterAs(null));
        Assert.Equal(RenewStatus.OwnedByAnother, (await registry.RenewAsync("web", "a", owner: "other")).Status);
        Assert.Equal(DeregisterStatus.OwnedByAnother, (await registry.DeregisterAsync("web", "a", owner: "other")).Status);
        Assert.Equal(RegisterStatus.Replaced, await RegisterAs("mine"));
        Assert.Equal(DeregisterStatus.Removed, (await registry.DeregisterAsync("web", "a", owner: "mine")).Status);
        Assert.Equal(RegisterStatus.Created, await RegisterAs("other"));
    }

    [Fact]
    public async Task Limits_hold_within_one_batch_and_let_those_pass_that_are_known()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(
            new RegistrySetup { Options = new RegistryOptions { MaxInstances = 4, MaxInstancesPerService = 3 } });
        async Task<IEnumerable<RegisterStatus>> RegisterAsync(params (string Service, string Id)[] keys) =>
            (await registry.Registry.RegisterManyAsync(
                [.. keys.Select(key => new RegistrationBuilder(key.Service, key.Id).Build())], null, CancellationToken.None))
            .Select(outcome => outcome.Status);

        Assert.Equal(
            [RegisterStatus.Created, RegisterStatus.Created, RegisterStatus.Created, RegisterStatus.Replaced, RegisterStatus.ServiceIsFull],
            await RegisterAsync(("web", "a"), ("web", "b"), ("web", "c"), ("web", "a"), ("web", "d")));
        Assert.Equal([RegisterStatus.Created, RegisterStatus.RegistryIsFull], await RegisterAsync(("db", "a"), ("db", "b")));
        Assert.Equal([RegisterStatus.Replaced], await RegisterAsync(("web", "c")));
        await registry.DeregisterAsync("web", "c");
        Assert.Equal([RegisterStatus.Created], await RegisterAsync(("db", "b")));
        Assert.Equal([RegisterStatus.RegistryIsFull], await RegisterAsync(("web", "c")));
    }

    [Fact]
    public async Task Drain_is_the_ttl_that_caches_may_hold()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a"), new RegistrationBuilder("web", "b"), new RegistrationBuilder("web", "c"));

        Assert.Equal(TimeSpan.FromSeconds(5), (await registry.DeregisterAsync("web", "a")).Drain);
        await registry.SetAsync("web", new ServiceSettings { TtlSeconds = 60 });
        Assert.InRange((await registry.DeregisterAsync("web", "b")).Drain, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.Zero, (await registry.DeregisterAsync("web", "c")).Drain);
    }

    [Fact]
    public async Task Moving_to_another_zone_or_group_leaves_no_moment_without_an_answer()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder().Static());
        byte[] request = QueryOctets.Of("web.any.svc.", RecordType.A, 1232);
        byte[] reverse = QueryOctets.Of("7.0.0.10.in-addr.arpa.", RecordType.Ptr, 1232);
        using var stop = new CancellationTokenSource();
        Task<int> asking = Task.Run(() =>
        {
            int without = 0;
            while (!stop.IsCancellationRequested)
            {
                without += registry.Dns.AnswerOctets(request)[7] == 1 ? 0 : 1;
                without += registry.Dns.AnswerOctets(reverse)[7] == 1 ? 0 : 1;
            }

            return without;
        });

        for (int i = 0; i < 2000; i++)
            await registry.RegisterAsync(
                new RegistrationBuilder().Static().InZone($"z{i % 3}").InGroup($"g{i % 2}").WithVersion($"v{i % 5}"));
        await stop.CancelAsync();

        Assert.Equal(0, await asking);
    }

    [Fact]
    public async Task Same_instance_registered_and_removed_in_one_batch_ends_as_the_last_command_says()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        registry.Store.HoldCommits();
        Task hold = registry.RegisterAsync(new RegistrationBuilder("other", "x"));
        await registry.Store.CommitHeld;

        Task[] batch =
        [
            registry.RegisterAsync(new RegistrationBuilder("web", "a")), registry.DeregisterAsync("web", "a"),
            registry.RegisterAsync(new RegistrationBuilder("web", "b").InZone("z1")), registry.DeregisterAsync("web", "b"),
            registry.RegisterAsync(new RegistrationBuilder("web", "b").InZone("z2")),
        ];
        registry.Store.ReleaseCommits();
        await Task.WhenAll([hold, .. batch]);

        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
        Assert.Single(registry.Ask("web.z2.svc.").Answer);
        Assert.Equal(["b"], registry.Registry.FindService("web")!.Instances.Select(instance => instance.Key.Id));
        await registry.DeregisterAsync("web", "b");
        await registry.DeregisterAsync("other", "x");
        Assert.Equal(Rcode.NXDomain, registry.Ask("any.svc.").Rcode);
        Assert.Empty(registry.Registry.ServiceNames());
    }

    [Fact]
    public async Task Names_of_services_are_in_order_and_complete()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("b"), new RegistrationBuilder("a"));
        await registry.SetAsync("c", new ServiceSettings());

        Assert.Equal(["a", "b", "c"], registry.Registry.ServiceNames());
        await registry.DeregisterAsync("b", "a");
        Assert.Equal(["a", "c"], registry.Registry.ServiceNames());
        Assert.Equal(IPAddress.Parse("10.0.0.7"), registry.Registry.FindService("a")!.Instances[0].Registration.Addresses[0]);
    }

    [Fact]
    public async Task Drain_waits_for_answers_that_were_given_under_a_longer_TTL()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        await registry.SetAsync("web", new ServiceSettings { TtlSeconds = 600 });
        await registry.RegisterAsync(
            new RegistrationBuilder("web", "a").WithLease(3600), new RegistrationBuilder("web", "b").WithLease(3600));
        await registry.SetAsync("web", new ServiceSettings { TtlSeconds = 1 });
        await registry.AdvanceAsync(TimeSpan.FromSeconds(100));

        Assert.Equal(TimeSpan.FromSeconds(500), (await registry.DeregisterAsync("web", "a")).Drain);

        await registry.AdvanceAsync(TimeSpan.FromSeconds(500));
        Assert.Equal(TimeSpan.FromSeconds(1), (await registry.DeregisterAsync("web", "b")).Drain);
    }

    [Fact]
    public async Task Serial_moves_for_answers_that_changed_without_a_registration_and_stays_so_after_a_restart()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a"));
        uint before = registry.Serial;

        await registry.Registry.MoveSerialAsync(CancellationToken.None);

        Assert.Equal(before + 1, registry.Serial);
        await using RegistryUnderTest restarted = await registry.RestartAsync();
        Assert.Equal(before + 1, restarted.Serial);
    }
}
