using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace DnsRegistry.Zones.Choice;

/// <summary>
/// Finds what belongs to the longest of the listed networks that an address is in. Immutable; a look-up takes no lock,
/// allocates nothing and costs a binary search.
/// </summary>
/// <typeparam name="T">What belongs to a network.</typeparam>
public sealed class NetworkTable<T>
    where T : class
{
    private readonly AddressRanges<T> _ipv4;
    private readonly AddressRanges<T> _ipv6;

    /// <summary>A table of these networks. One that is listed twice has what was listed last.</summary>
    public NetworkTable(IEnumerable<KeyValuePair<IPNetwork, T>> networks)
    {
        ILookup<bool, AddressBlock<T>> blocks = networks
            .Select(network => AddressBlock<T>.Of(network.Key, network.Value))
            .ToLookup(block => block.IsIPv4);
        _ipv4 = new AddressRanges<T>(blocks[true]);
        _ipv6 = new AddressRanges<T>(blocks[false]);
    }

    /// <summary>What belongs to the longest network that the address is in.</summary>
    public bool TryFind(ClientAddress address, [NotNullWhen(true)] out T? found)
    {
        found = RangesFor(address).Find(address.Value);
        return found is not null;
    }

    /// <summary>
    /// How many leading bits of an address, counted in its own family, settle what is found for it: whoever shares them
    /// is in the same networks. That is the length of the network it is in, and more where a longer network lies inside
    /// that one; for an address in none of them, as many as set it apart from all.
    /// </summary>
    public int DecidingBits(ClientAddress address)
    {
        int bits = RangesFor(address).DecidingBits(address.Value);
        return address.IsIPv4 ? Math.Max(0, bits - ClientAddress.MappedPrefixBits) : bits;
    }

    private AddressRanges<T> RangesFor(ClientAddress address) => address.IsIPv4 ? _ipv4 : _ipv6;
}
