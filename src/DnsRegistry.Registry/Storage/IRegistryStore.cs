namespace DnsRegistry.Registry.Storage;

/// <summary>
/// Where registrations are kept. The registry calls it from one place, never twice at a time: first
/// <see cref="LoadAsync"/>, then any number of <see cref="CommitAsync"/>.
/// </summary>
public interface IRegistryStore : IAsyncDisposable
{
    /// <summary>Reads everything.</summary>
    /// <param name="reader">Is given each stored thing once, in no order, before the task ends.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The head of the last commit; <see cref="StoredHead.Empty"/> for a new store.</returns>
    /// <exception cref="StoreException">The store cannot be read; the message says what to do.</exception>
    ValueTask<StoredHead> LoadAsync(IStoreReader reader, CancellationToken cancellationToken);

    /// <summary>
    /// Makes one batch durable: when the task ends without an exception, all of it survives the loss of the process
    /// and of power; with one, nothing of it was kept, and the same or another batch may be tried later.
    /// </summary>
    /// <exception cref="StoreException">The batch was not kept.</exception>
    ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken);
}
