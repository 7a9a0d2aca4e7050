using System.Runtime.InteropServices;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Registry.Projection;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Routes;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Registry;

/// <summary>Takes what the store reads into memory and into the answers.</summary>
/// <param name="state">Where instances go.</param>
/// <param name="directory">Where answers go.</param>
/// <param name="options">Defaults.</param>
/// <param name="time">The clock.</param>
internal sealed class RegistryLoader(RegistryState state, ServiceDirectory directory, RegistryOptions options, TimeProvider time)
    : IStoreReader, IDisposable
{
    private readonly long _now = time.MonotonicMilliseconds();
    private readonly List<Endpoint> _there = [];
    private LoadingMemory? _memory;

    /// <inheritdoc/>
    public void OnBegin(int count)
    {
        _memory = LoadingMemory.For(count);
        state.Reserve(count);
    }

    /// <inheritdoc/>
    public void OnInstance(StoredInstance instance)
    {
        Registration registration = instance.Registration;
        var loaded = new ServiceInstance(instance, Lease.Of(registration, _now));
        loaded.Endpoint = EndpointProjection.EndpointOf(loaded, HealthFaults.None, state.FindOverride(instance.Key)?.Override);
        state.Put(loaded, instance.Revision);
    }

    /// <summary>Everything was read: makes the answers, those of each service at once.</summary>
    internal void Finish()
    {
        foreach (ServiceRecord service in state.Services())
        {
            if (service.Count > 0)
                Finish(service.Instances);
        }
    }

    /// <summary>Ends what was begun for loading, whether it has come to its end or not.</summary>
    public void Dispose() => _memory?.Dispose();

    /// <inheritdoc/>
    public void OnSettings(StoredSettings settings)
    {
        state.Set(settings.Service, settings, settings.Revision);
        directory.SetPolicy(
            settings.Service, PolicyProjection.PolicyOf(settings.Settings, options.DefaultTtlSeconds), isDeclared: true);
    }

    /// <inheritdoc/>
    public void OnRoutes(StoredRoutes routes)
    {
        state.SetRoutes(routes.Service, routes, routes.Revision);
        directory.SetRoutes(routes.Service, RouteTable.Compile(routes.Service, routes.Rules, time), isDeclared: true);
    }

    /// <inheritdoc/>
    public void OnOverride(StoredOverride stored)
    {
        state.Set(stored.Key, stored);
        if (state.Find(stored.Key) is { } loaded)
            loaded.Endpoint = EndpointProjection.EndpointOf(loaded, HealthFaults.None, stored.Override);
    }

    private void Finish(IReadOnlyList<ServiceInstance> instances)
    {
        EndpointPlace place = EndpointProjection.PlaceOf(instances[0].Registration);
        _there.Clear();
        for (int i = 0; i < instances.Count && EndpointProjection.PlaceOf(instances[i].Registration) == place; i++)
            _there.Add(instances[i].Endpoint!);

        // Most services stand at one place.
        if (_there.Count == instances.Count)
        {
            directory.Load(place, CollectionsMarshal.AsSpan(_there));
            return;
        }

        foreach (IGrouping<EndpointPlace, ServiceInstance> there in instances.GroupBy(
            instance => EndpointProjection.PlaceOf(instance.Registration)))
            directory.Load(there.Key, [.. there.Select(instance => instance.Endpoint!)]);
    }
}
