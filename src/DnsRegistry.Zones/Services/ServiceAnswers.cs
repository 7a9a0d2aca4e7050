namespace DnsRegistry.Zones.Services;

/// <summary>Everything that is answered for one service. Immutable: a registration makes another, sharing all cells but one.</summary>
internal sealed class ServiceAnswers
{
    private readonly Cell[] _cells;

    private ServiceAnswers(Cell[] cells, AnswerPolicy policy, bool isDeclared)
    {
        _cells = cells;
        Policy = policy;
        IsDeclared = isDeclared;
    }

    /// <summary>A service without instances.</summary>
    internal static ServiceAnswers Empty(AnswerPolicy policy) => new([], policy, isDeclared: false);

    /// <summary>How its answers are given.</summary>
    internal AnswerPolicy Policy { get; }

    /// <summary>Whether its name exists even without an instance.</summary>
    internal bool IsDeclared { get; }

    /// <summary>Whether it has no instance.</summary>
    internal bool IsEmpty => _cells.Length == 0;

    /// <summary>Its instances by zone, group and version; no cell is empty.</summary>
    internal ReadOnlySpan<Cell> Cells => _cells;

    /// <summary>The answers with another policy.</summary>
    internal ServiceAnswers With(AnswerPolicy policy, bool isDeclared) => new(_cells, policy, isDeclared);

    /// <summary>The answers with an instance added, or put in the place of the one with its id.</summary>
    internal ServiceAnswers With(in EndpointPlace place, Endpoint endpoint)
    {
        int at = CellOf(place);
        return at < 0
            ? new ServiceAnswers([.. _cells, new Cell(place).With(endpoint)], Policy, IsDeclared)
            : WithCell(at, _cells[at].With(endpoint));
    }

    /// <summary>The answers with all instances of a place where none was before, in the order of their ids.</summary>
    internal ServiceAnswers WithAll(in EndpointPlace place, ReadOnlySpan<Endpoint> endpoints) =>
        new([.. _cells, Cell.Of(place, endpoints)], Policy, IsDeclared);

    /// <summary>The cell of this place, or null.</summary>
    internal Cell? Find(in EndpointPlace place) => CellOf(place) is >= 0 and int at ? _cells[at] : null;

    /// <summary>The answers without an instance.</summary>
    internal ServiceAnswers Without(in EndpointPlace place, ReadOnlySpan<byte> id)
    {
        int at = CellOf(place);
        return at < 0 ? this : WithCell(at, _cells[at].Without(id));
    }

    private ServiceAnswers WithCell(int at, Cell cell)
    {
        Cell[] cells = cell.Count == 0
            ? [.. _cells[..at], .. _cells[(at + 1)..]]
            : [.. _cells[..at], cell, .. _cells[(at + 1)..]];
        return new ServiceAnswers(cells, Policy, IsDeclared);
    }

    private int CellOf(in EndpointPlace place)
    {
        for (int i = 0; i < _cells.Length; i++)
        {
            if (_cells[i].IsOf(place))
                return i;
        }

        return -1;
    }
}
