using System.Globalization;
using System.Net;
using DnsRegistry.Registry.Ejection;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Zones.Routes;
using DnsRegistry.Zones.Services;
using Xunit;

namespace DnsRegistry.Testing.Storage;

/// <summary>What every store must do. A test class of a store derives from it and says how its store is opened.</summary>
public abstract class RegistryStoreContract : IAsyncLifetime
{
    private IRegistryStore? _store;

    private IRegistryStore Store => _store ?? throw new InvalidOperationException("The store is not open.");

    /// <summary>Opens the store: empty the first time, with what was kept every time after that.</summary>
    protected abstract IRegistryStore Open();

    /// <summary>Makes the next commit fail while it is being written, as a full disk does.</summary>
    /// <returns><see langword="false"/> where that cannot be done on this machine.</returns>
    protected abstract bool TryFailNextCommit(IRegistryStore store);

    /// <summary>Takes away what made commits fail.</summary>
    protected abstract void LetCommitsSucceed(IRegistryStore store);

    public async ValueTask InitializeAsync()
    {
        _store = Open();
        await StoreContent.LoadAsync(_store);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task New_store_is_empty()
    {
        StoreContent content = await ReopenAsync();

        Assert.Empty(content.Instances);
        Assert.Empty(content.Settings);
        Assert.Empty(content.Overrides);
        Assert.Equal(StoredHead.Empty, content.Head);
    }

    [Fact]
    public async Task Every_field_of_a_registration_comes_back()
    {
        StoredInstance written = new RegistrationBuilder("web", "a").InZone("z1").InGroup("g1").WithVersion("1.2.0")
            .WithAddress("10.0.0.7").WithAddress("fd00::7").WithPort(8080).WithWeight(65_535).WithLease(86_400).Static()
            .WithNamedPort("grpc", 9090).WithNamedPort("dns", 53, PortProtocol.Udp)
            .WithMetadata("rack", "r7").WithMetadata("a", "").WithMetadata("rack", "again")
            .WithCheck(new HealthCheck(HealthCheckKind.Http, "http://10.0.0.7:8080/health?a=b", 3600)
            {
                TimeoutSeconds = 60,
                Failures = 7,
                Passes = 9,
            })
            .BuildStored(
                generation: long.MaxValue, revision: 5, new DateTimeOffset(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero).AddTicks(1), "token-1");

        await AssertComesBackAsync(written);
    }

    [Fact]
    public async Task Registration_with_little_comes_back() =>
        await AssertComesBackAsync(new RegistrationBuilder("web", "a").WithoutPort().BuildStored());

    [Fact]
    public async Task Host_name_comes_back() =>
        await AssertComesBackAsync(new RegistrationBuilder().WithHost("db.example.com.").BuildStored());

    [Theory]
    [InlineData(HealthCheckKind.Tcp)]
    [InlineData(HealthCheckKind.Http)]
    [InlineData(HealthCheckKind.Grpc)]
    public async Task Check_comes_back(HealthCheckKind kind) =>
        await AssertComesBackAsync(new RegistrationBuilder().WithCheck(kind, "[fd00::7]:8080").BuildStored());

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::ffff:10.0.0.7")]
    [InlineData("fe80::1%3")]
    public async Task Address_comes_back_in_its_own_form(string address) =>
        await AssertComesBackAsync(new RegistrationBuilder().WithAddress(address).BuildStored());

    [Theory]
    [InlineData("Ä ö ß", "Straße")]
    [InlineData("日本", "語")]
    [InlineData("🦊", "👩‍👩‍👧‍👦")]
    [InlineData("nul\0and\ntab\t", "\uFFFD\uFEFF\u200F")]
    [InlineData("half a pair", "\uD800")]
    public async Task Metadata_in_any_script_comes_back(string key, string value) =>
        await AssertComesBackAsync(new RegistrationBuilder().WithMetadata(key, value).BuildStored(owner: value));

    [Fact]
    public async Task Large_metadata_comes_back()
    {
        RegistrationBuilder builder = new();
        for (int i = 0; i < 64; i++)
            builder.WithMetadata($"key-{i}", new string((char)('a' + (i % 26)), 4096));

        await AssertComesBackAsync(builder.BuildStored());
    }

    [Fact]
    public async Task Later_registration_replaces_an_earlier_one()
    {
        await CommitAsync(Commits.Write(1, Instance("web", "a").WithPort(1).BuildStored()));
        await CommitAsync(Commits.Write(2, Instance("web", "a").WithPort(2).BuildStored(generation: 2, revision: 2)));

        StoreContent content = await ReopenAsync();

        StoredInstance found = Assert.Single(content.Instances.Values);
        Assert.Equal(2, found.Registration.Port);
        Assert.Equal(2, found.Generation);
    }

    [Fact]
    public async Task Deleted_registration_is_gone()
    {
        await CommitAsync(Commits.Write(1, Instance("web", "a").BuildStored(), Instance("web", "b").BuildStored()));
        await CommitAsync(Commits.Delete(2, new InstanceKey("web", "a")));

        StoreContent content = await ReopenAsync();

        Assert.Equal(new InstanceKey("web", "b"), Assert.Single(content.Instances.Keys));
    }

    [Fact]
    public async Task Deleted_registration_may_come_again()
    {
        await CommitAsync(Commits.Write(1, Instance("web", "a").BuildStored()));
        await CommitAsync(Commits.Delete(2, new InstanceKey("web", "a")));
        await ReopenAsync();
        await CommitAsync(Commits.Write(3, Instance("web", "a").WithPort(3).BuildStored()));

        StoreContent content = await ReopenAsync();

        Assert.Equal(3, Assert.Single(content.Instances.Values).Registration.Port);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_no_fault()
    {
        await CommitAsync(Commits.Delete(1, new InstanceKey("web", "a")));
        await CommitAsync(Commits.DeleteSettings(2, "web"));

        StoreContent content = await ReopenAsync();

        Assert.Empty(content.Instances);
        Assert.Equal(Commits.HeadOf(2), content.Head);
    }

    [Fact]
    public async Task Keys_of_two_services_do_not_mix()
    {
        InstanceKey[] keys = [new("a", "b-c"), new("a-b", "c"), new("a", "b"), new("b", "a"), new("ab", "c"), new("a", "bc")];
        await CommitAsync(Commits.Write(1, keys.Select((key, i) => Instance(key.Service, key.Id).WithPort(i + 1).BuildStored())));
        await CommitAsync(Commits.WriteSettings(2, new StoredSettings("a", new ServiceSettings(), 2)));
        await CommitAsync(Commits.Delete(3, keys[0]));

        StoreContent content = await ReopenAsync();

        Assert.Equal(keys[1..].Order(ByText), content.Instances.Keys.Order(ByText));
        Assert.All(keys[1..].Index(), key => Assert.Equal(key.Index + 2, content.Instances[key.Item].Registration.Port));
        Assert.Single(content.Settings);
    }

    [Fact]
    public async Task Settings_come_back()
    {
        var full = new StoredSettings(
            "web",
            new ServiceSettings
            {
                TtlSeconds = 0,
                ZoneFallback = ZoneFallback.All,
                EmptyAnswer = EmptyAnswer.NXDomain,
                ProtectThreshold = 0.35,
                WeightedSubset = 8,
                WeightScale = 256,
                Ejection = new EjectionPolicy { IsEnabled = false, Reporters = 3, MaxShare = 0.45, MaxSeconds = 86_400 },
            },
            Revision: 12);
        var plain = new StoredSettings("db", new ServiceSettings(), Revision: 13);
        await CommitAsync(Commits.Of(1, [], [new SettingsWrite("web", full), new SettingsWrite("db", plain)]));

        StoreContent content = await ReopenAsync();

        Assert.Equal(full, content.Settings["web"]);
        Assert.Equal(plain, content.Settings["db"]);
    }

    [Fact]
    public async Task Settings_are_replaced_and_deleted()
    {
        await CommitAsync(Commits.WriteSettings(1, new StoredSettings("web", new ServiceSettings { TtlSeconds = 1 }, 1)));
        await CommitAsync(Commits.WriteSettings(2, new StoredSettings("web", new ServiceSettings { TtlSeconds = 2 }, 2)));
        Assert.Equal(2, (await ReopenAsync()).Settings["web"].Settings.TtlSeconds);

        await CommitAsync(Commits.DeleteSettings(3, "web"));
        Assert.Empty((await ReopenAsync()).Settings);
    }

    [Fact]
    public async Task Route_rules_come_back()
    {
        var routes = new StoredRoutes(
            "web",
            [
                new RouteRule { Name = "canary", Match = new RouteMatch { Percent = 12.5 }, Action = RouteAction.ToVersion("1.2.0") },
                new RouteRule
                {
                    Match = new RouteMatch { Clients = [IPNetwork.Parse("10.9.0.0/16"), IPNetwork.Parse("::/0")], Zones = ["z1", "z2"] },
                    Action = RouteAction.ToAddresses([IPAddress.Parse("10.0.0.7"), IPAddress.Parse("fd00::7")]),
                    IsForced = true,
                },
                new RouteRule { Action = RouteAction.Blocking(BlockAnswer.NXDomain) },
                new RouteRule
                {
                    Action = RouteAction.Failing(new FaultInjection(FaultKind.Delay)
                    {
                        DelayMilliseconds = 30_000,
                        Until = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(1),
                    }),
                },
                new RouteRule { Action = RouteAction.MirroringTo(IPEndPoint.Parse("[fd00::53]:5353")) },
            ],
            Revision: 12);
        await CommitAsync(Commits.WriteRoutes(1, routes));
        await CommitAsync(Commits.WriteSettings(2, new StoredSettings("web", new ServiceSettings(), 2)));
        await CommitAsync(Commits.WriteRoutes(3, new StoredRoutes("db", [], 3)));

        StoreContent content = await ReopenAsync();

        Assert.Equal(routes, content.Routes["web"]);
        Assert.Empty(content.Routes["db"].Rules);
        Assert.Single(content.Settings);
    }

    [Fact]
    public async Task Route_rules_are_replaced_and_deleted()
    {
        await CommitAsync(Commits.WriteRoutes(1, new StoredRoutes("web", [], 1)));
        await CommitAsync(Commits.WriteRoutes(2, new StoredRoutes("web", [], 2)));
        await CommitAsync(Commits.WriteSettings(3, new StoredSettings("web", new ServiceSettings(), 3)));
        Assert.Equal(2, (await ReopenAsync()).Routes["web"].Revision);

        await CommitAsync(Commits.DeleteRoutes(4, "web"));
        await CommitAsync(Commits.DeleteRoutes(5, "db"));
        StoreContent content = await ReopenAsync();

        Assert.Empty(content.Routes);
        Assert.Single(content.Settings);
    }

    [Fact]
    public async Task Overrides_come_back_beside_the_instances_and_without_them()
    {
        StoredOverride[] overrides =
        [
            new(new("web", "a"), new InstanceOverride { IsEnabled = false }, 1),
            new(new("web", "b"), new InstanceOverride { IsEnabled = true, IsDraining = true, Weight = 65_535 }, 2),
            new(new("web", "c"), new InstanceOverride { IsDraining = false, Weight = 0 }, 3),
        ];
        await CommitAsync(Commits.Write(1, Instance("web", "a").BuildStored()));
        await CommitAsync(Commits.WriteOverrides(2, overrides));

        StoreContent content = await ReopenAsync();

        Assert.Equal(overrides, content.Overrides.Values.OrderBy(stored => stored.Revision));
        Assert.Single(content.Instances);
        Assert.Equal(Commits.HeadOf(2), content.Head);
    }

    [Fact]
    public async Task Override_is_replaced_and_deleted_and_outlives_its_instance()
    {
        InstanceKey key = new("web", "a");
        await CommitAsync(Commits.Write(1, Instance("web", "a").BuildStored()));
        await CommitAsync(Commits.WriteOverrides(2, new StoredOverride(key, new InstanceOverride { Weight = 1 }, 2)));
        await CommitAsync(Commits.WriteOverrides(3, new StoredOverride(key, new InstanceOverride { Weight = 2 }, 3)));
        await CommitAsync(Commits.Delete(4, key));
        StoreContent content = await ReopenAsync();
        Assert.Empty(content.Instances);
        Assert.Equal(2, Assert.Single(content.Overrides.Values).Override.Weight);

        await CommitAsync(Commits.DeleteOverride(5, key));
        await CommitAsync(Commits.DeleteOverride(6, key));
        Assert.Empty((await ReopenAsync()).Overrides);
    }

    [Fact]
    public async Task Commit_without_changes_keeps_its_head()
    {
        await CommitAsync(Commits.Of(41, [], []));

        Assert.Equal(Commits.HeadOf(41), (await ReopenAsync()).Head);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(long.MaxValue, uint.MaxValue, false)]
    public async Task Head_comes_back(long revision, uint serial, bool isAnswerAsLoaded)
    {
        var head = new StoredHead(revision, new(serial), isAnswerAsLoaded);
        await CommitAsync(new StoreCommit(head, [], []));

        Assert.Equal(head, (await ReopenAsync()).Head);
    }

    [Fact]
    public async Task Ten_thousand_registrations_go_into_one_commit()
    {
        StoredInstance[] written = [.. Enumerable.Range(0, 10_000).Select(i =>
            Instance($"s{i % 100}", $"i{i}").WithMetadata("n", i.ToString(CultureInfo.InvariantCulture)).BuildStored(revision: i))];
        await CommitAsync(Commits.Write(1, written));

        StoreContent content = await ReopenAsync();

        Assert.Equal(written.Length, content.Instances.Count);
        Assert.All(written, instance => StoredInstanceAssert.Same(instance, content.Instances[instance.Key]));
    }

    [Fact]
    public async Task Commits_count_in_their_order()
    {
        var expected = new Dictionary<InstanceKey, int>();
        var random = new Random(20260102);
        for (int revision = 1; revision <= 300; revision++)
        {
            var changes = new Dictionary<InstanceKey, InstanceWrite>();
            for (int i = 0; i < 8; i++)
            {
                RegistrationBuilder instance = Instance("web", $"i{random.Next(40)}").WithPort(revision);
                InstanceKey key = instance.Build().Key;
                bool isDelete = random.Next(3) == 0;
                changes[key] = new InstanceWrite(key, isDelete ? null : instance.BuildStored());
            }

            foreach (InstanceWrite change in changes.Values)
            {
                expected.Remove(change.Key);
                if (change.Value is not null)
                    expected.Add(change.Key, revision);
            }

            await CommitAsync(Commits.Of(revision, changes.Values, []));
            if (revision % 50 == 0)
                AssertPorts(expected, await ReopenAsync());
        }
    }

    [Fact]
    public async Task Failed_commit_leaves_nothing_and_later_ones_work()
    {
        await CommitAsync(Commits.Write(1, Instance("web", "a").BuildStored()));
        Assert.SkipUnless(TryFailNextCommit(Store), "Writing cannot be made to fail here.");

        StoredInstance[] refused = [.. Enumerable.Range(0, 8000).Select(i => Instance("web", $"refused{i}").BuildStored())];
        StoreException exception = await Assert.ThrowsAsync<StoreException>(
            () => CommitAsync(Commits.Of(2, refused.Select(i => new InstanceWrite(i.Key, i)).Append(new(new("web", "a"), null)), [])));
        LetCommitsSucceed(Store);
        await CommitAsync(Commits.Write(3, Instance("web", "b").BuildStored()));
        StoreContent content = await ReopenAsync();

        Assert.Equal(StoreFault.Unavailable, exception.Fault);
        Assert.Equal([new("web", "a"), new("web", "b")], content.Instances.Keys.Order(ByText));
        Assert.Equal(Commits.HeadOf(3), content.Head);
    }

    [Fact]
    public async Task Failed_commit_may_be_tried_again()
    {
        Assert.SkipUnless(TryFailNextCommit(Store), "Writing cannot be made to fail here.");
        StoredInstance[] instances = [.. Enumerable.Range(0, 2000).Select(i => Instance("web", $"i{i}").BuildStored())];
        await Assert.ThrowsAsync<StoreException>(() => CommitAsync(Commits.Write(1, instances)));
        Assert.Empty((await ReopenAsync()).Instances);

        LetCommitsSucceed(Store);
        await CommitAsync(Commits.Write(1, instances));

        Assert.Equal(instances.Length, (await ReopenAsync()).Instances.Count);
    }

    private static Comparer<InstanceKey> ByText { get; } =
        Comparer<InstanceKey>.Create((left, right) => string.CompareOrdinal(left.ToString(), right.ToString()));

    private static RegistrationBuilder Instance(string service, string id) => new(service, id);

    private static void AssertPorts(Dictionary<InstanceKey, int> expected, StoreContent content)
    {
        Assert.Equal(expected.Keys.Order(ByText), content.Instances.Keys.Order(ByText));
        Assert.All(expected, pair => Assert.Equal(pair.Value, content.Instances[pair.Key].Registration.Port));
    }

    private async Task AssertComesBackAsync(StoredInstance written)
    {
        await CommitAsync(Commits.Write(1, written));

        StoreContent content = await ReopenAsync();

        StoredInstanceAssert.Same(written, Assert.Single(content.Instances.Values));
        Assert.Equal(Commits.HeadOf(1), content.Head);
    }

    private Task CommitAsync(StoreCommit commit) => Store.CommitAsync(commit, CancellationToken.None).AsTask();

    private async Task<StoreContent> ReopenAsync()
    {
        await Store.DisposeAsync();
        _store = Open();
        return await StoreContent.LoadAsync(_store);
    }
}
