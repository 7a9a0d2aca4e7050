using DnsRegistry.Registry.Storage;

namespace DnsRegistry.Api.Tests;

/// <summary>Keeps nothing, and refuses when told to: what becomes of a write is what these tests look at.</summary>
internal sealed class SwitchableStore : IRegistryStore
{
    private int _commits;

    public bool IsFailing { get; set; }

    public int Commits => Volatile.Read(ref _commits);

    public ValueTask<StoredHead> LoadAsync(IStoreReader reader, CancellationToken cancellationToken) => ValueTask.FromResult(StoredHead.Empty);

    public ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        if (IsFailing)
            throw new StoreException(StoreFault.Unavailable, "the disk at /secret/path is full");

        Interlocked.Increment(ref _commits);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
