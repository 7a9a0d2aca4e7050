using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// Everything that is answered for one service. Immutable but for a cached lower bound of lease ends: a registration
/// makes another, sharing all cells but one.
/// </summary>
internal sealed class ServiceAnswers : ILabeled
{
    private readonly byte[] _image;
    private readonly Few<Cell> _cells;
    private long _earliestEnd;
    private long _boundCheckedAtSecond = -1;

    private ServiceAnswers(ReadOnlySpan<byte> label, Few<Cell> cells, AnswerPolicy policy, RouteTable? routes, bool isDeclared)
    {
        byte[]? packed = cells.Count == 0 ? null : ServiceImage.TryPack(label, cells.Items, policy);
        _image = packed ?? ServiceImage.OfLabel(label);
        _cells = cells;
        HasImage = packed is not null;
        IsPacked = HasImage && routes is null;
        Policy = policy;
        Routes = routes;
        IsDeclared = isDeclared;
    }

    /// <summary>A service without instances.</summary>
    internal static ServiceAnswers Empty(ReadOnlySpan<byte> label, AnswerPolicy policy) => new(label, default, policy, null, isDeclared: false);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Label => _image.AsSpan(1, _image[0]);

    /// <summary>How its answers are given.</summary>
    internal AnswerPolicy Policy { get; }

    /// <summary>Its route rules; null where there are none.</summary>
    internal RouteTable? Routes { get; }

    /// <summary>Whether its name exists even without an instance.</summary>
    internal bool IsDeclared { get; }

    /// <summary>Whether <see cref="Image"/> has all that answers common questions.</summary>
    internal bool HasImage { get; }

    /// <summary>Whether the image alone answers them: nothing else has to be asked first.</summary>
    internal bool IsPacked { get; }

    /// <summary>The service, packed as <see cref="ServiceImage"/> says.</summary>
    internal ReadOnlySpan<byte> Image => _image;

    /// <summary>Whether it has no instance.</summary>
    internal bool IsEmpty => _cells.Count == 0;

    /// <summary>Its instances by zone, group and version; no cell is empty.</summary>
    internal ReadOnlySpan<Cell> Cells => _cells.Items;

    /// <summary>The answers with another policy.</summary>
    internal ServiceAnswers With(AnswerPolicy policy, bool isDeclared) => new(Label, _cells, policy, Routes, isDeclared);

    /// <summary>The answers with other route rules.</summary>
    internal ServiceAnswers With(RouteTable? routes, bool isDeclared) => new(Label, _cells, Policy, routes, isDeclared);

    /// <summary>The answers with an instance added, or put in the place of the one with its id.</summary>
    internal ServiceAnswers With(in EndpointPlace place, Endpoint endpoint)
    {
        int at = CellOf(place);
        return With(at < 0
            ? _cells.With(_cells.Count, 0, new Cell(place).With(endpoint))
            : _cells.With(at, 1, Cells[at].With(endpoint)));
    }

    /// <summary>The answers with all instances of a place where none was before, in the order of their ids.</summary>
    internal ServiceAnswers WithAll(in EndpointPlace place, ReadOnlySpan<Endpoint> endpoints) =>
        With(_cells.With(_cells.Count, 0, Cell.Of(place, endpoints)));

    /// <summary>The cell of this place, or null.</summary>
    internal Cell? Find(in EndpointPlace place) => CellOf(place) is >= 0 and int at ? Cells[at] : null;

    /// <summary>The answers without an instance.</summary>
    internal ServiceAnswers Without(in EndpointPlace place, ReadOnlySpan<byte> id)
    {
        int at = CellOf(place);
        if (at < 0)
            return this;

        Cell rest = Cells[at].Without(id);
        return With(rest.Count == 0 ? _cells.With(at, 1) : _cells.With(at, 1, rest));
    }

    /// <summary>Whether no lease ends within the policy's TTL, so that answers may carry it as it is.</summary>
    /// <param name="now">Now. Within one second the lease ends are read once.</param>
    internal bool OutlivesTtl(long now)
    {
        long horizon = now + (Policy.TtlSeconds * 1000L);
        long bound = Volatile.Read(ref _earliestEnd);
        long second = now / 1000;
        if (bound >= horizon || Volatile.Read(ref _boundCheckedAtSecond) == second)
            return bound >= horizon;

        bound = MonotonicTime.Never;
        foreach (Cell cell in Cells)
            bound = Math.Min(bound, cell.EarliestEnd(horizon, now));
        Volatile.Write(ref _earliestEnd, bound);
        Volatile.Write(ref _boundCheckedAtSecond, second);
        return bound >= horizon;
    }

    private ServiceAnswers With(Few<Cell> cells) => new(Label, cells, Policy, Routes, IsDeclared);

    private int CellOf(in EndpointPlace place)
    {
        ReadOnlySpan<Cell> cells = Cells;
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i].IsOf(place))
                return i;
        }

        return -1;
    }
}
