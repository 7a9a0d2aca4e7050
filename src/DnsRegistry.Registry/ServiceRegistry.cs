using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Registry.Services;

namespace DnsRegistry.Registry;

/// <summary>
/// Who is registered, until when, how healthy. Writes go through one writer, in order: durable, then visible in DNS,
/// then acknowledged. Reads and heartbeats wait for nobody.
/// </summary>
public sealed class ServiceRegistry
{
    /// <summary>Whether everything stored has been loaded. Until then writes wait, and DNS says SERVFAIL.</summary>
    public bool IsLoaded => throw new NotImplementedException();

    /// <summary>The revision of the last change that is visible.</summary>
    public long Revision => throw new NotImplementedException();

    /// <summary>The options in force.</summary>
    public RegistryOptions Options => throw new NotImplementedException();

    /// <summary>Registers an instance, or replaces its registration.</summary>
    /// <exception cref="Storage.StoreException">The registration could not be made durable; nothing has changed.</exception>
    public ValueTask<RegisterOutcome> RegisterAsync(Registration registration, string? owner, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Registers many instances in one durable step; each is accepted or refused on its own.</summary>
    /// <exception cref="Storage.StoreException">They could not be made durable; nothing has changed.</exception>
    public ValueTask<IReadOnlyList<RegisterOutcome>> RegisterManyAsync(
        IReadOnlyList<Registration> registrations, string? owner, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Renews a lease. It waits only when the instance has to come back into DNS.</summary>
    /// <param name="key">Which instance.</param>
    /// <param name="generation">The generation that the caller registered; null means any.</param>
    /// <param name="owner">The caller's token.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask<RenewOutcome> RenewAsync(InstanceKey key, long? generation, string? owner, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Takes an instance out.</summary>
    /// <inheritdoc cref="RenewAsync"/>
    public ValueTask<DeregisterOutcome> DeregisterAsync(
        InstanceKey key, long? generation, string? owner, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Sets a service's settings as a whole, which also declares the service.</summary>
    /// <returns>Whether it had none before, and the settings as stored.</returns>
    public ValueTask<(bool IsNew, StoredSettings Settings)> PutSettingsAsync(
        string service, ServiceSettings settings, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Takes a service's settings back.</summary>
    /// <returns>Whether there were any.</returns>
    public ValueTask<bool> DeleteSettingsAsync(string service, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>One instance, or null.</summary>
    public ServiceInstance? Find(InstanceKey key) => throw new NotImplementedException();

    /// <summary>One service, or null when it has neither instance nor settings.</summary>
    public ServiceView? FindService(string service) => throw new NotImplementedException();

    /// <summary>The names of all services, in ordinal order.</summary>
    public IReadOnlyList<string> ServiceNames() => throw new NotImplementedException();
}
