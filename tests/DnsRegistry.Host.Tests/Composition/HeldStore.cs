using DnsRegistry.Registry.Storage;
using DnsRegistry.Testing.Storage;

namespace DnsRegistry.Host.Tests.Composition;

/// <summary>A store that loads when the test says so, as a large one takes its time.</summary>
internal sealed class HeldStore(InMemoryStore content) : IRegistryStore
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets it load.</summary>
    public void Release() => _released.SetResult();

    public async ValueTask<StoredHead> LoadAsync(IStoreReader reader, CancellationToken cancellationToken)
    {
        await _released.Task.WaitAsync(cancellationToken);
        return await content.LoadAsync(reader, cancellationToken);
    }

    public ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken) => content.CommitAsync(commit, cancellationToken);

    public ValueTask DisposeAsync() => content.DisposeAsync();
}
