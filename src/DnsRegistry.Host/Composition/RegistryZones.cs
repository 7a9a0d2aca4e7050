using System.Net;
using DnsRegistry.Host.Configuration;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Services;
using DnsRegistry.Zones.Static;

namespace DnsRegistry.Host.Composition;

/// <summary>Every zone of this server: those of the registry, which stay, and those from files, which a reload replaces.</summary>
internal sealed class RegistryZones
{
    private readonly IReadOnlyList<RegistryZone> _registryZones;

    /// <summary>The zones of these settings.</summary>
    public RegistryZones(LoadedConfiguration configuration)
    {
        DnsSettings dns = configuration.Settings.Dns;
        AnswerPolicy policy = AnswerPolicy.Default with { TtlSeconds = (uint)dns.DefaultTtlSeconds };
        ReverseDirectory? reverse = dns.ReverseZones.Count > 0 ? new ReverseDirectory(dns.Suffixes[0]) : null;
        Directory = new ServiceDirectory(policy, reverse);

        var identity = new ZoneIdentity(dns.ServerName ?? dns.Suffixes[0], AddressesOf(dns));
        _registryZones =
        [
            .. dns.Suffixes.Select(suffix => new ServiceZone(suffix, identity, Directory)),
            .. dns.ReverseZones.Select(apex => new ReverseZone(apex, identity, Directory, reverse!)),
        ];
        Publisher = new ZonePublisher(new ZoneCatalog(_registryZones));
        Replace(configuration);
    }

    /// <summary>What the registry changes.</summary>
    public ServiceDirectory Directory { get; }

    /// <summary>What DNS reads.</summary>
    public ZonePublisher Publisher { get; }

    /// <summary>Puts the zones of these files and what is said of clients' networks in place of the former ones.</summary>
    /// <returns>Whether answers of the registry's own zones may have changed, so that their serial has to move.</returns>
    public bool Replace(LoadedConfiguration configuration)
    {
        ZoneFolderResult files = configuration.Zones;
        ServerSettings settings = configuration.Settings;
        bool hasChanged = false;
        foreach (RegistryZone zone in _registryZones)
            hasChanged |= zone.SetOverlay(files.Overlays.FirstOrDefault(overlay => overlay.Apex == zone.Apex));
        Publisher.Publish(new ZoneCatalog([.. _registryZones, .. files.Zones])
        {
            Clients = new ClientNetworks(settings.Zones, settings.Dns.TrustedResolvers),
        });
        return hasChanged;
    }

    /// <summary>Those that were set, or those listened on: nobody can be told to come to 0.0.0.0.</summary>
    private static IReadOnlyList<IPAddress> AddressesOf(DnsSettings dns) => dns.ServerAddresses.Count > 0
        ? dns.ServerAddresses
        : [.. dns.Listen.Select(listen => listen.Address)
            .Where(address => !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))];
}
