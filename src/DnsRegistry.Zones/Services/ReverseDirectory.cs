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
    private readonly Lock _loading = new();
    private readonly LabelIndex<ReverseName> _names = new();

    /// <summary>Registered addresses below each shorter prefix: such a name exists only because longer ones do.</summary>
    private readonly ConcurrentDictionary<AddressBits, int> _prefixes = new();

    /// <summary>The suffix, with which every name ends.</summary>
    internal ReadOnlySpan<byte> Suffix => suffix.Wire;

    /// <summary>Makes room for this many addresses. Writer only.</summary>
    internal void Reserve(int addresses) => _names.Reserve(addresses);

    /// <summary>Takes over instances that are new. Several threads may do so at once, while the writer does nothing else.</summary>
    /// <param name="endpoints">The instances.</param>
    /// <param name="tail">The labels that follow their ids.</param>
    internal void Load(ReadOnlySpan<Endpoint> endpoints, byte[] tail)
    {
        lock (_loading)
        {
            foreach (Endpoint endpoint in endpoints)
                Add(null, endpoint, tail);
        }
    }

    /// <summary>Takes over what became of one instance. Writer only.</summary>
    /// <param name="change">The change.</param>
    /// <param name="tail">The labels that follow the id of the instance now; null when it is gone.</param>
    internal void Apply(in EndpointChange change, byte[]? tail)
    {
        Endpoint? former = change.Former;
        if (tail is not null && change.Endpoint is { } endpoint)
            Add(former, endpoint, tail);

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

    private void Add(Endpoint? former, Endpoint endpoint, byte[] tail)
    {
        for (int i = 0; i < endpoint.AddressCount; i++)
            Replace(former, new ReverseName(endpoint, tail, i, next: null));
    }

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
