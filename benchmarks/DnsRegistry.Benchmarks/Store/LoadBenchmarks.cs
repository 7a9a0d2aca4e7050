using BenchmarkDotNet.Attributes;
using DnsRegistry.Storage.LiteDb;

namespace DnsRegistry.Benchmarks.Store;

/// <summary>What a start costs: the store is opened, everything is read, and it is closed.</summary>
[MemoryDiagnoser]
public class LoadBenchmarks
{
    private StoreFolder _folder = null!;

    /// <summary>Registrations in the store.</summary>
    [Params(1_000, 100_000)]
    public int Instances { get; set; }

    [GlobalSetup]
    public async Task Fill()
    {
        _folder = new StoreFolder();
        (LiteDbStore store, _) = await _folder.FillAsync(Instances);
        await store.DisposeAsync();
    }

    [GlobalCleanup]
    public void Remove() => _folder.Remove();

    [Benchmark]
    [Allocates(2_637_000, WithinPercent = 5, OnAnyThread = true)]
    public async Task<int> OpenAndLoad()
    {
        var reader = new StoreFolder.CountingReader();
        await using LiteDbStore store = await _folder.OpenAsync(reader);
        return reader.Count;
    }
}
