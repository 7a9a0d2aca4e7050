using BenchmarkDotNet.Attributes;
using DnsRegistry.Benchmarks.Populations;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb;

namespace DnsRegistry.Benchmarks.Store;

/// <summary>One commit, durable on the disk of the temporary files when it ends.</summary>
[MemoryDiagnoser]
public class CommitBenchmarks
{
    private StoreFolder _folder = null!;
    private LiteDbStore _store = null!;
    private StoredInstance[] _instances = null!;
    private Walk _walk;
    private long _revision;

    /// <summary>Registrations in the store.</summary>
    [Params(1_000, 100_000)]
    public int Instances { get; set; }

    [GlobalSetup]
    public async Task Fill()
    {
        _folder = new StoreFolder();
        _walk = new Walk(Instances);
        _revision = Instances;
        (_store, _instances) = await _folder.FillAsync(Instances);
    }

    [GlobalCleanup]
    public async Task Remove()
    {
        await _store.DisposeAsync();
        _folder.Remove();
    }

    [Benchmark(Baseline = true)]
    [Allocates(280, WithinPercent = 40, OnAnyThread = true)]
    public Task CommitOneChange() => CommitAsync(1);

    [Benchmark]
    [Allocates(6_832, WithinPercent = 20, OnAnyThread = true)]
    public Task CommitSixtyFourChanges() => CommitAsync(64);

    private async Task CommitAsync(int changes)
    {
        var writes = new InstanceWrite[changes];
        for (int i = 0; i < changes; i++)
        {
            StoredInstance instance = _instances[_walk.Next()] with { Revision = ++_revision };
            writes[i] = new InstanceWrite(instance.Key, instance);
        }

        await _store.CommitAsync(StoreFolder.Commit(_revision, writes), CancellationToken.None);
    }
}
