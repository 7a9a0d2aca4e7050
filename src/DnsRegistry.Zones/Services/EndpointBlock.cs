namespace DnsRegistry.Zones.Services;

/// <summary>
/// A few instances of one cell, in the order of their ids. Immutable. Blocks are what keeps a registration cheap in a
/// service of ten thousand instances: it copies one block, not the service. It is a value, since an object that each change makes
/// is work for the collector; it lies within its cell, or beside the other blocks.
/// </summary>
internal readonly struct EndpointBlock
{
    /// <summary>Instances of one block, at most.</summary>
    internal const int Capacity = 32;

    private readonly Endpoint[] _endpoints;
    private readonly byte _eligibleCount;
    private readonly byte _offeredCount;

    /// <summary>A block of these instances, which are in the order of their ids and stay with it.</summary>
    internal EndpointBlock(Endpoint[] endpoints)
    {
        _endpoints = endpoints;
        foreach (Endpoint endpoint in endpoints)
        {
            _eligibleCount += (byte)(endpoint.IsEligible ? 1 : 0);
            _offeredCount += (byte)(endpoint.Weight > 0 ? 1 : 0);
            HasStale |= endpoint is { IsEligible: true, IsStale: true };
        }
    }

    /// <summary>Instances.</summary>
    internal int Count => _endpoints.Length;

    /// <summary>Instances that take part in answers.</summary>
    internal int EligibleCount => _eligibleCount;

    /// <summary>Instances that have a weight: nobody has taken them out, healthy or not.</summary>
    internal int OfferedCount => _offeredCount;

    /// <summary>Whether any of those that take part may be out of date.</summary>
    internal bool HasStale { get; }

    /// <summary>The instances.</summary>
    internal ReadOnlySpan<Endpoint> Endpoints => _endpoints;

    /// <summary>The block with another instance in the place of this one.</summary>
    internal EndpointBlock With(int index, Endpoint endpoint) =>
        new([.. _endpoints.AsSpan(0, index), endpoint, .. _endpoints.AsSpan(index + 1)]);

    /// <summary>The block with an instance more, before this one.</summary>
    internal EndpointBlock WithBefore(int index, Endpoint endpoint) =>
        new([.. _endpoints.AsSpan(0, index), endpoint, .. _endpoints.AsSpan(index)]);

    /// <summary>The block without this instance.</summary>
    internal EndpointBlock Without(int index) => new([.. _endpoints.AsSpan(0, index), .. _endpoints.AsSpan(index + 1)]);

    /// <summary>Where the instance with this id is, or the complement of where it would be.</summary>
    internal int Search(ReadOnlySpan<byte> id)
    {
        int low = 0;
        int high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = _endpoints[middle].Id.SequenceCompareTo(id);
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
