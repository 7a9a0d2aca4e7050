using System.Text;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// The instances of one service that share zone, group and version. Immutable but for a cached lower bound of lease
/// ends. Every name form of the service is answered from one cell or from several together.
/// </summary>
internal sealed class Cell
{
    private readonly byte[] _tail;
    private readonly byte[]? _versionText;
    private readonly Few<EndpointBlock> _blocks;
    private readonly byte _groupAt;
    private readonly byte _serviceAt;
    private readonly byte _zoneAt;
    private long _earliestEnd;
    private long _boundCheckedAtSecond = -1;

    /// <summary>An empty cell.</summary>
    internal Cell(EndpointPlace place)
    {
        byte[] version = Encoding.ASCII.GetBytes(place.VersionLabel);
        byte[] group = Encoding.ASCII.GetBytes(place.Group);
        byte[] service = Encoding.ASCII.GetBytes(place.Service);
        byte[] zone = Encoding.ASCII.GetBytes(place.Zone);
        _groupAt = (byte)(version.Length + 1);
        _serviceAt = (byte)(_groupAt + group.Length + 1);
        _zoneAt = (byte)(_serviceAt + service.Length + 1);
        _tail =
        [
            (byte)version.Length, .. version, (byte)group.Length, .. group,
            (byte)service.Length, .. service, (byte)zone.Length, .. zone,
        ];
        _versionText = place.Version == place.VersionLabel ? null : Encoding.ASCII.GetBytes(place.Version);
        _earliestEnd = MonotonicTime.Never;
    }

    /// <summary>A cell with these instances, which are in the order of their ids.</summary>
    internal static Cell Of(EndpointPlace place, ReadOnlySpan<Endpoint> endpoints)
    {
        int blocks = (endpoints.Length + EndpointBlock.Capacity - 1) / EndpointBlock.Capacity;
        var filled = new EndpointBlock[blocks];
        long earliestEnd = MonotonicTime.Never;
        for (int i = 0; i < blocks; i++)
            filled[i] = new EndpointBlock([.. endpoints[(endpoints.Length * i / blocks)..(endpoints.Length * (i + 1) / blocks)]]);
        foreach (Endpoint endpoint in endpoints)
            earliestEnd = Math.Min(earliestEnd, endpoint.Lifetime.EndsAtMilliseconds);
        return new Cell(new Cell(place), default(Few<EndpointBlock>).With(0, 0, filled), earliestEnd);
    }

    private Cell(Cell former, Few<EndpointBlock> blocks, long earliestEnd)
    {
        _tail = former._tail;
        _versionText = former._versionText;
        _groupAt = former._groupAt;
        _serviceAt = former._serviceAt;
        _zoneAt = former._zoneAt;
        _blocks = blocks;
        _earliestEnd = earliestEnd;
        foreach (ref readonly EndpointBlock block in Blocks)
        {
            Count += block.Count;
            EligibleCount += block.EligibleCount;
            HasStale |= block.HasStale;
            OfferedCount += block.OfferedCount;
        }
    }

    /// <summary>Instances.</summary>
    internal int Count { get; }

    /// <summary>Instances that take part in answers.</summary>
    internal int EligibleCount { get; }

    /// <summary>Whether any of those may be out of date.</summary>
    internal bool HasStale { get; }

    /// <summary>Instances that nobody has taken out, healthy or not.</summary>
    internal int OfferedCount { get; }

    /// <summary>The instances.</summary>
    internal ReadOnlySpan<EndpointBlock> Blocks => _blocks.Items;

    /// <summary>The labels <c>version.group.service.zone</c> in wire form: what follows the id in the name of an instance.</summary>
    internal ReadOnlySpan<byte> Tail => _tail;

    /// <summary>The same, to be kept: all forms of a cell share it.</summary>
    internal byte[] SharedTail => _tail;

    /// <summary>The version label, without length octet.</summary>
    internal ReadOnlySpan<byte> Version => _tail.AsSpan(1, _groupAt - 1);

    /// <summary>The group label, without length octet.</summary>
    internal ReadOnlySpan<byte> Group => _tail.AsSpan(_groupAt + 1, _serviceAt - _groupAt - 1);

    /// <summary>The zone label, without length octet.</summary>
    internal ReadOnlySpan<byte> Zone => _tail.AsSpan(_zoneAt + 1);

    /// <summary>The version as it was registered.</summary>
    internal ReadOnlySpan<byte> VersionText => _versionText ?? Version;

    /// <summary>Whether instances of this place belong here.</summary>
    internal bool IsOf(in EndpointPlace place) =>
        Ascii.Equals(VersionText, place.Version) && Ascii.Equals(Group, place.Group) && Ascii.Equals(Zone, place.Zone);

    /// <summary>The cell with an instance added, or put in the place of the one with its id.</summary>
    internal Cell With(Endpoint endpoint)
    {
        long earliestEnd = Math.Min(Volatile.Read(ref _earliestEnd), endpoint.Lifetime.EndsAtMilliseconds);
        if (_blocks.Count == 0)
            return new Cell(this, _blocks.With(0, 0, new EndpointBlock([endpoint])), earliestEnd);

        int at = BlockFor(endpoint.Id);
        ref readonly EndpointBlock block = ref Blocks[at];
        int index = block.Search(endpoint.Id);
        EndpointBlock changed = index >= 0 ? block.With(index, endpoint) : block.WithBefore(~index, endpoint);
        if (changed.Count <= EndpointBlock.Capacity)
            return new Cell(this, _blocks.With(at, 1, changed), earliestEnd);

        int half = changed.Count / 2;
        var left = new EndpointBlock([.. changed.Endpoints[..half]]);
        var right = new EndpointBlock([.. changed.Endpoints[half..]]);
        return new Cell(this, _blocks.With(at, 1, left, right), earliestEnd);
    }

    /// <summary>The cell without the instance with this id.</summary>
    internal Cell Without(ReadOnlySpan<byte> id)
    {
        if (_blocks.Count == 0)
            return this;

        int at = BlockFor(id);
        ref readonly EndpointBlock block = ref Blocks[at];
        int index = block.Search(id);
        if (index < 0)
            return this;

        long earliestEnd = Volatile.Read(ref _earliestEnd);
        if (block.Count == 1)
            return new Cell(this, _blocks.With(at, 1), earliestEnd);

        // Two neighbours that have become small are joined, so that coming and going does not leave a trail of tiny blocks.
        EndpointBlock rest = block.Without(index);
        if (at + 1 < _blocks.Count && rest.Count + Blocks[at + 1].Count <= EndpointBlock.Capacity / 2)
        {
            var joined = new EndpointBlock([.. rest.Endpoints, .. Blocks[at + 1].Endpoints]);
            return new Cell(this, _blocks.With(at, 2, joined), earliestEnd);
        }

        return new Cell(this, _blocks.With(at, 1, rest), earliestEnd);
    }

    /// <summary>The instance with this id, or null.</summary>
    internal Endpoint? Find(ReadOnlySpan<byte> id)
    {
        if (_blocks.Count == 0)
            return null;

        ref readonly EndpointBlock block = ref Blocks[BlockFor(id)];
        int index = block.Search(id);
        return index < 0 ? null : block.Endpoints[index];
    }

    /// <summary>
    /// The earliest lease end among the instances that are answered, exact when it is near: before <paramref name="horizon"/>.
    /// Further away a lower bound will do, since no TTL reaches there; leases only ever grow, so an old bound stays one.
    /// The lease of one that may be out of date has ended and says nothing.
    /// </summary>
    /// <param name="horizon">Now and the TTL.</param>
    /// <param name="now">Now. Within one second the ends are read once.</param>
    internal long EarliestEnd(long horizon, long now)
    {
        long bound = Volatile.Read(ref _earliestEnd);
        long second = now / 1000;
        if (bound > horizon || Volatile.Read(ref _boundCheckedAtSecond) == second)
            return bound;

        long earliest = MonotonicTime.Never;
        foreach (ref readonly EndpointBlock block in Blocks)
        {
            foreach (Endpoint endpoint in block.Endpoints)
            {
                if (endpoint is { IsEligible: true, IsStale: false })
                    earliest = Math.Min(earliest, endpoint.Lifetime.EndsAtMilliseconds);
            }
        }

        Volatile.Write(ref _earliestEnd, earliest);
        Volatile.Write(ref _boundCheckedAtSecond, second);
        return earliest;
    }

    /// <summary>The last block whose first id is not behind this one.</summary>
    private int BlockFor(ReadOnlySpan<byte> id)
    {
        ReadOnlySpan<EndpointBlock> blocks = Blocks;
        int low = 1;
        int high = blocks.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (blocks[middle].Endpoints[0].Id.SequenceCompareTo(id) <= 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return low - 1;
    }
}
