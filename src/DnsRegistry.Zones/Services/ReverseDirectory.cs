using System.Collections.Concurrent;
using System.Text;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// The names of addresses: which instances are registered with one. Read without a lock, changed by the one writer that
/// changes the services. Kept only where a reverse zone is configured.
/// </summary>
/// <param name="suffix">The suffix under which instances are named in PTR records.</param>
public sealed class ReverseDirectory(DomainName suffix)
{
    private readonly ConcurrentDictionary<AddressBits, ReverseName[]> _names = new();

    /// <summary>Registered addresses below each shorter prefix: such a name exists only because longer ones do.</summary>
    private readonly ConcurrentDictionary<AddressBits, int> _prefixes = new();

    /// <summary>Takes over what became of one instance. Writer only.</summary>
    internal void Apply(in EndpointChange change)
    {
        DomainName? formerName = change is { FormerPlace: { } formerPlace, Former: { } former } ? NameOf(formerPlace, former) : null;
        DomainName? name = change is { Place: { } place, Endpoint: { } endpoint } ? NameOf(place, endpoint) : null;
        byte[] service = Encoding.ASCII.GetBytes(change.Service);
        HashSet<AddressBits> addresses = AddressesOf(change.Endpoint);
        foreach (AddressBits address in addresses)
            Replace(address, formerName, new ReverseName(name!, service, change.Endpoint!));

        foreach (AddressBits address in AddressesOf(change.Former))
        {
            if (!addresses.Contains(address))
                Replace(address, formerName, null);
        }
    }

    /// <summary>The instances registered with an address; empty when there is none.</summary>
    internal ReadOnlySpan<ReverseName> NamesOf(AddressBits address) =>
        _names.TryGetValue(address, out ReverseName[]? names) ? names : default;

    /// <summary>Whether an address below this prefix is registered.</summary>
    internal bool HasPrefix(AddressBits prefix) => _prefixes.ContainsKey(prefix);

    private static HashSet<AddressBits> AddressesOf(Endpoint? endpoint)
    {
        var addresses = new HashSet<AddressBits>();
        for (int i = 0; i < endpoint?.IPv4.Length; i += 4)
            addresses.Add(AddressBits.Of(endpoint.IPv4.Slice(i, 4)));
        for (int i = 0; i < endpoint?.IPv6.Length; i += 16)
            addresses.Add(AddressBits.Of(endpoint.IPv6.Slice(i, 16)));
        return addresses;
    }

    private DomainName NameOf(EndpointPlace place, Endpoint endpoint)
    {
        DomainName name = suffix;
        foreach (string label in (ReadOnlySpan<string>)[place.Zone, place.Service, place.Group, place.VersionLabel])
            name = Prepend(name, Encoding.ASCII.GetBytes(label));
        return Prepend(name, endpoint.Id);
    }

    private static DomainName Prepend(DomainName name, ReadOnlySpan<byte> label) =>
        name.TryPrepend(label, out DomainName? longer)
            ? longer
            : throw new InvalidOperationException("A registered instance has a name that is too long.");

    /// <summary>One write of one array, so that an address which stays registered is never missing.</summary>
    private void Replace(AddressBits address, DomainName? formerName, ReverseName? successor)
    {
        ReverseName[] former = _names.GetValueOrDefault(address) ?? [];
        List<ReverseName> names = [.. former.Where(name => name.Name != formerName && name.Name != successor?.Name)];
        if (successor is { } added)
            names.Add(added);

        if (names.Count > 0)
            _names[address] = [.. names];
        else
            _names.TryRemove(address, out _);

        int difference = Math.Sign(names.Count) - Math.Sign(former.Length);
        if (difference != 0)
            CountPrefixes(address, difference);
    }

    private void CountPrefixes(AddressBits address, int difference)
    {
        for (AddressBits prefix = address.Shorter(); prefix.Bits > 0; prefix = prefix.Shorter())
        {
            int count = _prefixes.GetValueOrDefault(prefix) + difference;
            if (count == 0)
                _prefixes.TryRemove(prefix, out _);
            else
                _prefixes[prefix] = count;
        }
    }
}
