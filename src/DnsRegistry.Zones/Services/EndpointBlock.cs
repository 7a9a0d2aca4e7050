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
    private readonly BlockMember[] _members;
    private readonly byte[] _ids;

    /// <summary>A block of these instances, which are in the order of their ids.</summary>
    internal EndpointBlock(Endpoint[] endpoints)
    {
        _endpoints = endpoints;
        _members = new BlockMember[endpoints.Length];
        _ids = new byte[endpoints.Sum(endpoint => endpoint.Id.Length + 1)];
        int offset = 0;
        for (int i = 0; i < endpoints.Length; i++)
        {
            Endpoint endpoint = endpoints[i];
            _members[i] = new BlockMember
            {
                SoleIPv4 = endpoint.IPv4.Length == 4 ? MemoryMarshal.Read<uint>(endpoint.IPv4) : 0,
                Port = endpoint.Port,
                Weight = endpoint.Weight,
                IdOffset = (ushort)offset,
                IPv4Count = (byte)(endpoint.IPv4.Length / 4),
                IPv6Count = (byte)(endpoint.IPv6.Length / 16),
                IsPassing = endpoint.IsPassing,
                HasHost = endpoint.Host is not null,
            };
            if (_members[i].IsEligible)
                EligibleCount++;

            _ids[offset] = (byte)endpoint.Id.Length;
            endpoint.Id.CopyTo(_ids.AsSpan(offset + 1));
            offset += endpoint.Id.Length + 1;
        }
    }

    /// <summary>Instances.</summary>
    internal int Count => _members.Length;

    /// <summary>Instances that take part in answers.</summary>
    internal int EligibleCount { get; }

    /// <summary>What a query needs of each instance.</summary>
    internal ReadOnlySpan<BlockMember> Members => _members;

    /// <summary>Each instance in full.</summary>
    internal ReadOnlySpan<Endpoint> Endpoints => _endpoints;

    /// <summary>The id of an instance: a length octet, then the label.</summary>
    internal ReadOnlySpan<byte> IdLabel(int index)
    {
        int offset = _members[index].IdOffset;
        return _ids.AsSpan(offset, _ids[offset] + 1);
    }

    /// <summary>Where the instance with this id is, or the complement of where it would be.</summary>
    internal int Search(ReadOnlySpan<byte> id)
    {
        int low = 0;
        int high = _members.Length - 1;
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
}
