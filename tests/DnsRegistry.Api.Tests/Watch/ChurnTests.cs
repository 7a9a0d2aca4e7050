using System.Net.ServerSentEvents;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Changes;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Api.Tests.Watch;

/// <summary>
/// A hundred clients list, watch from the index of the list, and are cut off again and again while everything changes. In
/// the end each has been told every change behind its index exactly once, and knows what the registry knows.
/// </summary>
public sealed class ChurnTests
{
    private const int Watchers = 100;
    private const int Changers = 4;
    private const int FewestChangesOfEach = 200;
    private const int FewestConnections = 3 * Watchers;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly string[] s_services = ["web", "db", "mail"];

    private int _connections;

    [Fact]
    public async Task An_index_read_from_a_list_then_watched_misses_nothing_and_repeats_nothing()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(overSockets: true);
        using ChangeCursor truth = api.Registry.Watch(api.Registry.Revision, null)!;
        var end = new TaskCompletionSource<long>();
        Task changing = Task.WhenAll(Enumerable.Range(0, Changers).Select(number => Task.Run(() => ChangeAsync(api, number))));
        Task<ChurnWatcher>[] watching = [.. Enumerable.Range(0, Watchers).Select(seed => Task.Run(() => WatchAsync(api, seed, end.Task)))];

        await changing;

        // Said before it happens: whoever is told of the last change first would wait for another.
        end.SetResult(api.Registry.Revision + 1);
        await api.Registry.PutSettingsAsync("web", new ServiceSettings(), CancellationToken.None);
        Assert.Equal(await end.Task, api.Registry.Revision);
        ChurnWatcher[] watchers = await Task.WhenAll(watching).WaitAsync(s_patience, TestContext.Current.CancellationToken);

        var changes = new List<RegistryChange>();
        while (truth.Read() is { } change)
            changes.Add(change);
        Assert.False(truth.HasLagged);
        foreach (ChurnWatcher watcher in watchers)
        {
            Assert.Equal(
                changes.Where(change => change.Revision > watcher.Index && change.Service == "web").Select(change => change.Revision),
                watcher.Ids);
            Assert.Equal(
                api.Registry.FindService("web")!.Instances.Select(instance => (instance.Key.Id, instance.Stored.Generation)),
                watcher.Known);
        }

        Assert.InRange(watchers.Sum(watcher => watcher.Connections), FewestConnections, int.MaxValue);
    }

    private async Task<ChurnWatcher> WatchAsync(ApiUnderTest api, int seed, Task<long> end)
    {
        // Half of them are told about all services, and have to see for themselves what concerns theirs.
        var watcher = new ChurnWatcher(seed % 2 == 0 ? "?service=web" : "");
        var choose = new Random(seed);
        watcher.Begin((await api.GetAsync("/v1/services/web/instances?limit=1000")).Json);
        while (true)
        {
            await using WatchClient client = await watcher.ConnectAsync(api.Client);
            Interlocked.Increment(ref _connections);
            for (int left = choose.Next(1, 150); left > 0; left--)
            {
                if (end.IsCompleted && watcher.LastId >= await end)
                    return watcher;

                SseItem<string>? next = await client.NextAsync();
                Assert.True(next.HasValue);
                watcher.Take(next.Value);
            }
        }
    }

    /// <summary>Changes things until everybody has been cut off a few times.</summary>
    private async Task ChangeAsync(ApiUnderTest api, int number)
    {
        var choose = new Random(number);
        ServiceRegistry registry = api.Registry;
        for (int i = 0; i < FewestChangesOfEach || Volatile.Read(ref _connections) < FewestConnections; i++)
        {
            // A call in between keeps the changes from running away from those who watch.
            await api.GetAsync("/health");
            string service = s_services[choose.Next(s_services.Length)];
            string id = $"i{choose.Next(20)}";
            if (choose.Next(20) == 0)
                await ChangeRulesAsync(registry, service, choose);
            else if (choose.Next(3) == 0)
                await registry.DeregisterAsync(new InstanceKey(service, id), generation: null, owner: null, CancellationToken.None);
            else
                await registry.RegisterAsync(
                    new RegistrationBuilder(service, id).Static().WithWeight(choose.Next(1, 100)).Build(),
                    owner: null,
                    CancellationToken.None);
        }
    }

    private static async Task ChangeRulesAsync(ServiceRegistry registry, string service, Random choose)
    {
        if (choose.Next(2) == 0)
            await registry.DeleteRoutesAsync(service, CancellationToken.None);
        else
            await registry.PutRoutesAsync(service, [new RouteRule { Action = RouteAction.ToVersion("v2") }], CancellationToken.None);
    }
}
