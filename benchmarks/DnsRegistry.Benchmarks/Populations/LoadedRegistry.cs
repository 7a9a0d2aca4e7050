using System.Net;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Wire.Names;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Services;
using Microsoft.Extensions.Logging.Abstractions;

namespace DnsRegistry.Benchmarks.Populations;

/// <summary>The real registry with its zones, loaded, and without sockets.</summary>
internal sealed class LoadedRegistry : IAsyncDisposable
{
    private readonly Task _running;

    private LoadedRegistry(IRegistryStore store, TimeProvider time, bool hasReverseZone)
    {
        var suffix = DomainName.Parse("svc.");
        var identity = new ZoneIdentity(suffix, [IPAddress.Parse("192.0.2.53"), IPAddress.Parse("2001:db8::53")]);
        ReverseDirectory? reverse = hasReverseZone ? new ReverseDirectory(suffix) : null;
        Directory = new ServiceDirectory(AnswerPolicy.Default, reverse);
        Zones = [new ServiceZone(suffix, identity, Directory)];
        if (reverse is not null)
            Zones = [.. Zones, new ReverseZone(DomainName.Parse("10.in-addr.arpa."), identity, Directory, reverse)];

        Registry = new ServiceRegistry(
            Directory,
            store,
            new RegistryOptions { MaxInstances = int.MaxValue, MaxInstancesPerService = int.MaxValue },
            time,
            NullLogger<ServiceRegistry>.Instance);
        _running = Registry.RunAsync(CancellationToken.None);
    }

    /// <summary>What DNS reads.</summary>
    internal ServiceDirectory Directory { get; }

    /// <summary>What HTTP would talk to.</summary>
    internal ServiceRegistry Registry { get; }

    /// <summary>The zone of the suffix, and the reverse zone.</summary>
    internal IReadOnlyList<Zone> Zones { get; }

    /// <summary>Loads what a store holds.</summary>
    /// <param name="store">The store.</param>
    /// <param name="time">The clock; the system's unless given.</param>
    /// <param name="hasReverseZone">Whether the names of addresses are answered, too.</param>
    internal static async Task<LoadedRegistry> FromAsync(IRegistryStore store, TimeProvider? time = null, bool hasReverseZone = false)
    {
        var loaded = new LoadedRegistry(store, time ?? TimeProvider.System, hasReverseZone);
        await loaded.Registry.FlushAsync(CancellationToken.None);
        return loaded;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        await _running;
    }
}
