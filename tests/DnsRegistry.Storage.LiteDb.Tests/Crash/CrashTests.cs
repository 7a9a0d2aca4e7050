using DnsRegistry.CrashWriter;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Testing.Storage;

namespace DnsRegistry.Storage.LiteDb.Tests.Crash;

public sealed class CrashTests : IDisposable
{
    private const int Rounds = 50;
    private const int Seed = 20260102;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<InstanceKey, StoredInstance> _instances = [];
    private readonly Dictionary<string, StoredSettings> _settings = [];
    private readonly Dictionary<string, StoredRoutes> _routes = [];
    private readonly Dictionary<InstanceKey, StoredOverride> _overrides = [];
    private long _revision;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_acknowledged_survives_the_loss_of_the_process()
    {
        var random = new Random(Seed);
        for (int round = 0; round < Rounds; round++)
        {
            // A few rounds end before anything is acknowledged: while the store is being opened, or recovered.
            int acknowledgements = round % 5 == 0 ? 0 : random.Next(1, 150);
            long acknowledged = await CrashedWriter.RunAsync(_folder.Path, Seed, acknowledgements);

            await using LiteDbStore store = LiteDbStore.Open(_folder.Path);
            StoreContent content = await StoreContent.LoadAsync(store);

            // One more than was acknowledged may be there: the process ended between the disk and the acknowledgement.
            Assert.InRange(content.Head.Revision, Math.Max(acknowledged, _revision), Math.Max(acknowledged, _revision) + 1);
            GoTo(content.Head.Revision);
            AssertContent(content);
        }

        Assert.True(_revision > Rounds, $"Only {_revision} commits in {Rounds} rounds: the writer hardly wrote.");
    }

    private void GoTo(long revision)
    {
        while (_revision < revision)
        {
            StoreCommit commit = CrashScript.CommitOf(Seed, ++_revision);
            foreach ((InstanceKey key, StoredInstance? value) in commit.Instances)
                _instances.Keep(key, value);
            foreach ((string service, StoredSettings? value) in commit.Settings)
                _settings.Keep(service, value);
            foreach ((string service, StoredRoutes? value) in commit.Routes)
                _routes.Keep(service, value);
            foreach ((InstanceKey key, StoredOverride? value) in commit.Overrides)
                _overrides.Keep(key, value);
        }
    }

    private void AssertContent(StoreContent content)
    {
        Assert.Equal(_revision == 0 ? StoredHead.Empty : Commits.HeadOf(_revision), content.Head);
        Assert.Equal(_settings.OrderBy(pair => pair.Key), content.Settings.OrderBy(pair => pair.Key));
        Assert.Equal(_routes.OrderBy(pair => pair.Key), content.Routes.OrderBy(pair => pair.Key));
        Assert.Equal(_overrides.OrderBy(pair => pair.Value.Revision), content.Overrides.OrderBy(pair => pair.Value.Revision));
        Assert.Equal(_instances.Count, content.Instances.Count);
        foreach ((InstanceKey key, StoredInstance expected) in _instances)
            StoredInstanceAssert.Same(expected, content.Instances[key]);
    }
}
