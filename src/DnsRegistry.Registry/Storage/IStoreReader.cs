using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;

namespace DnsRegistry.Registry.Storage;

/// <summary>Takes what a store reads.</summary>
public interface IStoreReader
{
    /// <summary>Is told first, by a store that knows it, about how many things there are.</summary>
    void OnBegin(int count)
    {
    }

    /// <summary>One registration was read.</summary>
    void OnInstance(in StoredInstance instance);

    /// <summary>The settings of one service were read.</summary>
    void OnSettings(StoredSettings settings);

    /// <summary>The route rules of one service were read.</summary>
    void OnRoutes(StoredRoutes routes);

    /// <summary>The override of one instance was read, whether before or after the instance.</summary>
    void OnOverride(StoredOverride stored);
}
