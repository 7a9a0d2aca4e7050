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
    private LoadingMemory? _memory;

    /// <inheritdoc/>
    public void OnBegin(int count)
    {
        _memory = LoadingMemory.For(count);
        state.Reserve(count);
    }

    /// <inheritdoc/>
    public void OnInstance(in StoredInstance instance)
    {
        Registration registration = instance.Registration;
        var loaded = new ServiceInstance(instance, Lease.Of(registration, _now));
        loaded.Endpoint = EndpointProjection.EndpointOf(loaded, HealthFaults.None, state.FindOverride(instance.Key)?.Override);
        state.Put(loaded, instance.Revision);
    }

    /// <summary>Everything was read: makes the answers, those of each service at once and on all processors.</summary>
    internal void Finish()
    {
        if (state.Count == 0)
            return;

        directory.Reserve(state.ServiceCount, state.Count);
        Parallel.ForEach(
            state.Services(),
            static () => new List<Endpoint>(),
            (service, _, there) =>
            {
                if (service.Count > 0)
                    Finish(service.Instances, there);
                return there;
            },
            static _ => { });
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

    /// <param name="instances">All instances of a service.</param>
    /// <param name="there">A list to work with, whatever is in it.</param>
    private void Finish(ArraySegment<ServiceInstance> instances, List<Endpoint> there)
    {
        EndpointPlace place = EndpointProjection.PlaceOf(instances[0].Registration);
        there.Clear();
        for (int i = 0; i < instances.Count && EndpointProjection.PlaceOf(instances[i].Registration) == place; i++)
            there.Add(instances[i].Endpoint!);

        // Most services stand at one place.
        if (there.Count == instances.Count)
        {
            directory.Load(place, CollectionsMarshal.AsSpan(there));
            return;
        }

        foreach (IGrouping<EndpointPlace, ServiceInstance> group in instances.GroupBy(
            instance => EndpointProjection.PlaceOf(instance.Registration)))
            directory.Load(group.Key, [.. group.Select(instance => instance.Endpoint!)]);
    }
}
