using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;

namespace DnsRegistry.Benchmarks.Populations;

/// <summary>A store that gives what it was made with and keeps nothing: what is measured over it is what the registry costs.</summary>
/// <param name="registrations">What it gives.</param>
/// <param name="settings">The settings that it gives.</param>
internal sealed class ForgetfulStore(IReadOnlyList<Registration> registrations, params IReadOnlyList<StoredSettings> settings)
    : IRegistryStore
{
    /// <inheritdoc/>
    public ValueTask<StoredHead> LoadAsync(IStoreReader reader, CancellationToken cancellationToken)
    {
        long revision = 0;
        foreach (Registration registration in registrations)
        {
            revision++;
            reader.OnInstance(new StoredInstance(registration, revision, revision, DateTimeOffset.UnixEpoch, null));
        }

        foreach (StoredSettings stored in settings)
            reader.OnSettings(stored);
        return ValueTask.FromResult(StoredHead.Empty with { Revision = revision + settings.Count });
    }

    /// <inheritdoc/>
    public ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
