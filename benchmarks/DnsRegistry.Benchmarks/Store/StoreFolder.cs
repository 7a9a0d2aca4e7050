using DnsRegistry.Benchmarks.Populations;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Benchmarks.Store;

/// <summary>A data folder with registrations in it, made for one benchmark. It is on the disk of the temporary files.</summary>
internal sealed class StoreFolder
{
    private const int WritesPerCommit = 1_000;

    /// <summary>The folder.</summary>
    internal string Path { get; } = Directory.CreateTempSubdirectory("dnsregistry-").FullName;

    /// <summary>The commit that writes these.</summary>
    internal static StoreCommit Commit(long revision, IReadOnlyList<InstanceWrite> writes) =>
        new(new StoredHead(revision, new SerialNumber((uint)revision), true), writes, []);

    /// <summary>Opens the store, and reads all that is in it.</summary>
    internal async Task<LiteDbStore> OpenAsync(CountingReader reader)
    {
        LiteDbStore store = LiteDbStore.Open(Path);
        await store.LoadAsync(reader, CancellationToken.None);
        return store;
    }

    /// <summary>Opens the store and writes registrations.</summary>
    /// <returns>The store, and what was written.</returns>
    internal async Task<(LiteDbStore Store, StoredInstance[] Instances)> FillAsync(int instances)
    {
        StoredInstance[] stored = [.. Population.Of(instances, perService: 10)
            .Select((registration, n) => new StoredInstance(registration, n + 1, n + 1, DateTimeOffset.UnixEpoch, null))];
        LiteDbStore store = await OpenAsync(new CountingReader());
        foreach (StoredInstance[] chunk in stored.Chunk(WritesPerCommit))
        {
            InstanceWrite[] writes = [.. chunk.Select(instance => new InstanceWrite(instance.Key, instance))];
            await store.CommitAsync(Commit(chunk[^1].Revision, writes), CancellationToken.None);
        }

        return (store, stored);
    }

    /// <summary>Removes the folder and all that is in it.</summary>
    internal void Remove() => Directory.Delete(Path, recursive: true);

    /// <summary>Counts what it is given.</summary>
    internal sealed class CountingReader : IStoreReader
    {
        internal int Count { get; private set; }

        /// <inheritdoc/>
        public void OnInstance(in StoredInstance instance) => Count++;

        /// <inheritdoc/>
        public void OnSettings(StoredSettings settings) => Count++;

        /// <inheritdoc/>
        public void OnRoutes(StoredRoutes routes) => Count++;

        /// <inheritdoc/>
        public void OnOverride(StoredOverride stored) => Count++;
    }
}
