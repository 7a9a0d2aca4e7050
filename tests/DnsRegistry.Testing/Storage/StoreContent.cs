using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using Xunit;

namespace DnsRegistry.Testing.Storage;

/// <summary>Collects what a store reads, and fails the test when a thing comes twice.</summary>
public sealed class StoreContent : IStoreReader
{
    /// <summary>Registrations by their key.</summary>
    public Dictionary<InstanceKey, StoredInstance> Instances { get; } = [];

    /// <summary>Settings by their service.</summary>
    public Dictionary<string, StoredSettings> Settings { get; } = [];

    /// <summary>Route rules by their service.</summary>
    public Dictionary<string, StoredRoutes> Routes { get; } = [];

    /// <summary>Overrides by the key of their instance.</summary>
    public Dictionary<InstanceKey, StoredOverride> Overrides { get; } = [];

    /// <summary>The head that came with them.</summary>
    public StoredHead Head { get; private set; }

    /// <summary>Reads everything a store has.</summary>
    public static async Task<StoreContent> LoadAsync(IRegistryStore store)
    {
        var content = new StoreContent();
        content.Head = await store.LoadAsync(content, CancellationToken.None);
        return content;
    }

    void IStoreReader.OnInstance(in StoredInstance instance) =>
        Assert.True(Instances.TryAdd(instance.Key, instance), $"{instance.Key} was read twice.");

    void IStoreReader.OnSettings(StoredSettings settings) =>
        Assert.True(Settings.TryAdd(settings.Service, settings), $"The settings of {settings.Service} were read twice.");

    void IStoreReader.OnRoutes(StoredRoutes routes) =>
        Assert.True(Routes.TryAdd(routes.Service, routes), $"The rules of {routes.Service} were read twice.");

    void IStoreReader.OnOverride(StoredOverride stored) =>
        Assert.True(Overrides.TryAdd(stored.Key, stored), $"The override of {stored.Key} was read twice.");
}
