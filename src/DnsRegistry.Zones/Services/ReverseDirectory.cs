using System.Buffers.Binary;
using System.Collections.Concurrent;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// The names of addresses: which instances are registered with one. Read without a lock, changed by the one writer that
/// changes the services. Kept only where a reverse zone is configured.
/// </summary>
/// <param name="suffix">The suffix under which instances are named in PTR records.</param>
public sealed class ReverseDirectory(DomainName suffix)
{
    private readonly LabelIndex<ReverseName> _names = new();

    /// <summary>Registered addresses below each shorter prefix: such a name exists only because longer ones do.</summary>
    private readonly ConcurrentDictionary<AddressBits, int> _prefixes = new();

    /// <summary>The suffix, with which every name ends.</summary>
    internal ReadOnlySpan<byte> Suffix => suffix.Wire;

    /// <summary>Takes over what became of one instance. Writer only.</summary>
    /// <param name="change">The change.</param>
    /// <param name="tail">The labels that follow the id of the instance now; null when it is gone.</param>
    internal void Apply(in EndpointChange change, byte[]? tail)
    {
        Endpoint? former = change.Former;
        for (int i = 0; tail is not null && i < change.Endpoint?.AddressCount; i++)
            Replace(former, new ReverseName(change.Endpoint, tail, i, next: null));

        for (int i = 0; i < former?.AddressCount; i++)
        {
            ReadOnlySpan<byte> address = former.Address(i);
            if (change.Endpoint?.HasAddress(address) != true)
                Remove(former, address);
        }
    }

    /// <summary>The first of the names of an address; null when it is not registered.</summary>
    internal ReverseName? NamesOf(AddressBits address)
    {
        Span<byte> octets = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(octets, address.Value);
        return address.IsWhole ? Find(octets) : null;
    }

    /// <summary>Whether an address below this prefix is registered.</summary>
    internal bool HasPrefix(AddressBits prefix) => _prefixes.ContainsKey(prefix);

    private ReverseName? Find(ReadOnlySpan<byte> address) =>
        _names.TryFind(ReverseName.KeyOf(address), out ReverseName? first) ? first : null;

    /// <summary>One write of one reference, so that an address which stays registered is never missing.</summary>
    private void Replace(Endpoint? former, ReverseName name)
    {
        ReverseName? first = Find(name.Label);
        if (first is null)
        {
            _names.Add(name);
            CountPrefixes(AddressBits.Of(name.Label), 1);
            return;
        }

        // The same address may stand twice in a registration, as IPv4 and mapped into IPv6.
        _names.Replace(first, name.Before(Without(name.Endpoint, Without(former, first))));
    }

    private void Remove(Endpoint former, ReadOnlySpan<byte> address)
    {
        if (Find(address) is not { } first)
            return;

        ReverseName? rest = Without(former, first);
        if (rest is not null)
        {
            _names.Replace(first, rest);
            return;
        }

        _names.Remove(first);
        CountPrefixes(AddressBits.Of(first.Label), -1);
    }

    /// <summary>The names but that of one instance; those behind it stay as they are.</summary>
    private static ReverseName? Without(Endpoint? endpoint, ReverseName? first)
    {
        var kept = new Stack<ReverseName>();
        ReverseName? found = first;
        for (; found is not null && !ReferenceEquals(found.Endpoint, endpoint); found = found.Next)
            kept.Push(found);
        if (found is null)
            return first;

        ReverseName? rest = found.Next;
        while (kept.TryPop(out ReverseName? name))
            rest = name.Before(rest);
        return rest;
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
