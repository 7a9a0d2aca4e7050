using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// A few instances of one cell, in the order of their ids. Immutable. Blocks are what keeps a registration cheap in a
/// service of ten thousand instances: it copies one block, not the service.
/// </summary>
internal sealed class EndpointBlock
{
    /// <summary>Instances of one block, at most.</summary>
    internal const int Capacity = 32;

    private readonly Endpoint[] _endpoints;

    // Of each instance what a query needs, then their ids, in as many further elements as they take: one array, since each
    // object is work for the collector at every change.
    private readonly BlockMember[] _content;
    private readonly int _idOctets;

    /// <summary>A block of these instances, which are in the order of their ids.</summary>
    internal EndpointBlock(Endpoint[] endpoints)
        : this(endpoints, IdOctetsOf(endpoints))
    {
        int offset = 0;
        for (int i = 0; i < endpoints.Length; i++)
            offset += Put(endpoints[i], i, offset);
        (EligibleCount, OfferedCount, HasStale) = CountMembers();
    }

    /// <summary>
    /// A block with other instances at one place. What stays is copied from the former block: its instances lie all over
    /// the memory, and are not looked at.
    /// </summary>
    private EndpointBlock(EndpointBlock former, int at, int removed, ReadOnlySpan<Endpoint> added)
        : this(
            [.. former._endpoints.AsSpan(0, at), .. added, .. former._endpoints.AsSpan(at + removed)],
            former._idOctets - former.IdOctets(at, removed) + IdOctetsOf(added))
    {
        int offset = former.IdOffset(at);
        int behind = former.IdOffset(at + removed);
        former.Members[..at].CopyTo(_content);
        former.Ids[..offset].CopyTo(Ids);
        if (!added.IsEmpty)
            offset += Put(added[0], at, offset);

        former.Members[(at + removed)..].CopyTo(_content.AsSpan(at + added.Length));
        former.Ids[behind..].CopyTo(Ids[offset..]);
        foreach (ref BlockMember member in _content.AsSpan((at + added.Length)..Count))
            member.IdOffset = (ushort)(member.IdOffset + offset - behind);
        (EligibleCount, OfferedCount, HasStale) = CountMembers();
    }

    private EndpointBlock(Endpoint[] endpoints, int idOctets)
    {
        int idElements = (idOctets + Unsafe.SizeOf<BlockMember>() - 1) / Unsafe.SizeOf<BlockMember>();
        Count = endpoints.Length;
        _endpoints = endpoints;
        _content = new BlockMember[Count + idElements];
        _idOctets = idOctets;
    }

    /// <summary>Instances.</summary>
    internal int Count { get; }

    /// <summary>Instances that take part in answers.</summary>
    internal int EligibleCount { get; }

    /// <summary>Whether any of those may be out of date.</summary>
    internal bool HasStale { get; }

    /// <summary>Instances that have a weight: nobody has taken them out, healthy or not.</summary>
    internal int OfferedCount { get; }

    /// <summary>What a query needs of each instance.</summary>
    internal ReadOnlySpan<BlockMember> Members => _content.AsSpan(0, Count);

    /// <summary>Each instance in full.</summary>
    internal ReadOnlySpan<Endpoint> Endpoints => _endpoints;

    private Span<byte> Ids => MemoryMarshal.AsBytes(_content.AsSpan(Count))[.._idOctets];

    /// <summary>The block with another instance in the place of this one.</summary>
    internal EndpointBlock With(int index, Endpoint endpoint) => new(this, index, removed: 1, [endpoint]);

    /// <summary>The block with an instance more, before this one.</summary>
    internal EndpointBlock WithBefore(int index, Endpoint endpoint) => new(this, index, removed: 0, [endpoint]);

    /// <summary>The block without this instance.</summary>
    internal EndpointBlock Without(int index) => new(this, index, removed: 1, []);

    /// <summary>The id of an instance: a length octet, then the label.</summary>
    internal ReadOnlySpan<byte> IdLabel(int index)
    {
        ReadOnlySpan<byte> ids = Ids[Members[index].IdOffset..];
        return ids[..(ids[0] + 1)];
    }

    /// <summary>Where the instance with this id is, or the complement of where it would be.</summary>
    internal int Search(ReadOnlySpan<byte> id)
    {
        int low = 0;
        int high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = IdLabel(middle)[1..].SequenceCompareTo(id);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }

    private static int IdOctetsOf(ReadOnlySpan<Endpoint> endpoints)
    {
        int octets = 0;
        foreach (Endpoint endpoint in endpoints)
            octets += endpoint.Id.Length + 1;
        return octets;
    }

    private int Put(Endpoint endpoint, int index, int idOffset)
    {
        _content[index] = new BlockMember
        {
            SoleIPv4 = endpoint.IPv4.Length == 4 ? MemoryMarshal.Read<uint>(endpoint.IPv4) : 0,
            Port = endpoint.Port,
            Weight = endpoint.Weight,
            IdOffset = (ushort)idOffset,
            IPv4Count = (byte)(endpoint.IPv4.Length / 4),
            IPv6Count = (byte)(endpoint.IPv6.Length / 16),
            IsPassing = endpoint.IsPassing,
            IsStale = endpoint.IsStale,
            HasHost = endpoint.Host is not null,
        };
        Ids[idOffset] = (byte)endpoint.Id.Length;
        endpoint.Id.CopyTo(Ids[(idOffset + 1)..]);
        return endpoint.Id.Length + 1;
    }

    private int IdOffset(int index) => index < Count ? Members[index].IdOffset : _idOctets;

    private int IdOctets(int index, int count) => IdOffset(index + count) - IdOffset(index);

    private (int Eligible, int Offered, bool HasStale) CountMembers()
    {
        int eligible = 0;
        int offered = 0;
        bool hasStale = false;
        foreach (ref readonly BlockMember member in Members)
        {
            eligible += member.IsEligible ? 1 : 0;
            offered += member.Weight > 0 ? 1 : 0;
            hasStale |= member is { IsEligible: true, IsStale: true };
        }

        return (eligible, offered, hasStale);
    }
}
