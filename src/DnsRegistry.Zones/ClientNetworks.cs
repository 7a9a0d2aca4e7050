using System.Collections.Frozen;
using System.Net;
using System.Text;
using DnsRegistry.Zones.Choice;

namespace DnsRegistry.Zones;

/// <summary>What an operator has said of the networks that clients are in. Immutable: a reload replaces it with the catalogue.</summary>
public sealed class ClientNetworks
{
    private static readonly object s_isListed = new();

    private readonly NetworkTable<byte[]> _zones;
    private readonly NetworkTable<object> _trustedResolvers;

    /// <summary>The networks of each zone, and of resolvers whose word about their clients is taken.</summary>
    /// <param name="zones">Networks by zone; a zone's label is in lower case.</param>
    /// <param name="trustedResolvers">Networks of resolvers whose EDNS Client Subnet is believed.</param>
    public ClientNetworks(IReadOnlyDictionary<string, IReadOnlyList<IPNetwork>> zones, IReadOnlyList<IPNetwork> trustedResolvers)
    {
        Zones = zones.Where(zone => zone.Value.Count > 0).Select(zone => zone.Key).ToFrozenSet(StringComparer.Ordinal);
        _zones = new NetworkTable<byte[]>(
            from zone in zones
            let label = Encoding.ASCII.GetBytes(zone.Key)
            from network in zone.Value
            select KeyValuePair.Create(network, label));
        _trustedResolvers = new NetworkTable<object>(trustedResolvers.Select(network => KeyValuePair.Create(network, s_isListed)));
    }

    /// <summary>Nothing is known: every client's zone is unknown, and no resolver is believed.</summary>
    public static ClientNetworks None { get; } = new(new Dictionary<string, IReadOnlyList<IPNetwork>>(), []);

    /// <summary>The zones that clients can be in.</summary>
    public IReadOnlySet<string> Zones { get; }

    /// <summary>The label of the zone that a client is in, without its length octet; empty when that is unknown.</summary>
    public ReadOnlySpan<byte> ZoneOf(ClientAddress client) => _zones.TryFind(client, out byte[]? label) ? label : default;

    /// <inheritdoc cref="NetworkTable{T}.DecidingBits"/>
    public int BitsThatDecideZone(ClientAddress client) => _zones.DecidingBits(client);

    /// <summary>Whether what a resolver says about its clients is taken.</summary>
    public bool IsTrustedResolver(ClientAddress resolver) => _trustedResolvers.TryFind(resolver, out _);
}
