using System.Collections.Frozen;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones;

/// <summary>All zones that this server is an authority for. Immutable: a reload replaces the catalogue.</summary>
public sealed class ZoneCatalog
{
    private readonly FrozenDictionary<DomainName, Zone>.AlternateLookup<ReadOnlySpan<byte>> _byApex;
    private readonly int _fewestLabels;
    private readonly int _mostLabels;

    /// <summary>A catalogue of these zones.</summary>
    /// <exception cref="ArgumentException">Two zones have the same apex.</exception>
    public ZoneCatalog(IReadOnlyCollection<Zone> zones)
    {
        ArgumentNullException.ThrowIfNull(zones);
        Zones = zones;
        _byApex = zones.ToDictionary(zone => zone.Apex, DomainNameComparer.Instance)
            .ToFrozenDictionary(DomainNameComparer.Instance)
            .GetAlternateLookup<ReadOnlySpan<byte>>();
        _fewestLabels = zones.Count == 0 ? int.MaxValue : zones.Min(zone => zone.Apex.LabelCount);
        _mostLabels = zones.Count == 0 ? 0 : zones.Max(zone => zone.Apex.LabelCount);
    }

    /// <summary>The zones, in no order.</summary>
    public IReadOnlyCollection<Zone> Zones { get; }

    /// <summary>What is known of the networks that clients are in.</summary>
    public ClientNetworks Clients { get; init; } = ClientNetworks.None;

    /// <summary>
    /// The zone that answers a question: the nearest at or above the name (RFC 1034 §4.3.2 step 2), or null: not ours.
    /// The DS of a zone is in the zone above it, when that is ours, too (RFC 4035 §3.1.4.1).
    /// </summary>
    public Zone? Find(in QueryName name, RecordType type)
    {
        Zone? nearest = FindNearest(name, name.LabelCount);
        return type == RecordType.DS && nearest?.Apex.LabelCount == name.LabelCount
            ? FindNearest(name, name.LabelCount - 1) ?? nearest
            : nearest;
    }

    /// <summary>The zone that is the nearest at or above a name, whatever is asked.</summary>
    public Zone? Find(in QueryName name) => FindNearest(name, name.LabelCount);

    private Zone? FindNearest(in QueryName name, int mostLabels)
    {
        int labels = Math.Min(mostLabels, _mostLabels);
        for (; labels >= _fewestLabels; labels--)
        {
            if (_byApex.TryGetValue(name.From(name.LabelCount - labels), out Zone? zone))
                return zone;
        }

        return null;
    }
}
