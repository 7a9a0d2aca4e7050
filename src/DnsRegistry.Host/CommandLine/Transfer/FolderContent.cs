using DnsRegistry.Api.Export;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;

namespace DnsRegistry.Host.CommandLine.Transfer;

/// <summary>Takes what a store reads, and gives it away in the order of an export.</summary>
internal sealed class FolderContent : IStoreReader
{
    private readonly List<StoredSettings> _settings = [];
    private readonly List<StoredRoutes> _routes = [];
    private readonly List<StoredOverride> _overrides = [];
    private readonly List<Registration> _registrations = [];

    /// <inheritdoc/>
    public void OnInstance(in StoredInstance instance) => _registrations.Add(instance.Registration);

    /// <inheritdoc/>
    public void OnSettings(StoredSettings settings) => _settings.Add(settings);

    /// <inheritdoc/>
    public void OnRoutes(StoredRoutes routes) => _routes.Add(routes);

    /// <inheritdoc/>
    public void OnOverride(StoredOverride stored) => _overrides.Add(stored);

    /// <summary>What writes each thing, in the order in which a running server exports.</summary>
    public IEnumerable<Action> Lines(ExportLine lines)
    {
        foreach (StoredSettings settings in _settings.OrderBy(settings => settings.Service, StringComparer.Ordinal))
            yield return () => lines.Write(settings);
        foreach (StoredRoutes routes in _routes.OrderBy(routes => routes.Service, StringComparer.Ordinal))
            yield return () => lines.Write(routes);
        foreach (StoredOverride stored in InOrder(_overrides, stored => stored.Key))
            yield return () => lines.Write(stored);
        foreach (Registration registration in InOrder(_registrations, registration => registration.Key))
            yield return () => lines.Write(registration);
    }

    private static IEnumerable<T> InOrder<T>(IEnumerable<T> things, Func<T, InstanceKey> keyOf) => things
        .OrderBy(thing => keyOf(thing).Service, StringComparer.Ordinal)
        .ThenBy(thing => keyOf(thing).Id, StringComparer.Ordinal);
}
