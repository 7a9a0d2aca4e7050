namespace DnsRegistry.Zones.Services;

/// <summary>Which zone comes first in an answer, and what the others are good for.</summary>
internal readonly ref struct ZoneTiers
{
    private readonly ReadOnlySpan<byte> _first;
    private readonly ReadOnlySpan<byte> _written;

    private ZoneTiers(ReadOnlySpan<byte> first, OtherZones others, ReadOnlySpan<byte> written)
    {
        _first = first;
        _written = written;
        Others = others;
    }

    /// <summary>What instances of other zones are good for.</summary>
    internal OtherZones Others { get; }

    /// <summary>
    /// The tiers that a name has in a service. A name with an id is about single instances: no zone can come before another,
    /// or stand in for it.
    /// </summary>
    internal static ZoneTiers Of(scoped in NameForm form, ZoneFallback fallback) => form.Wish switch
    {
        ZoneWish.Only => new ZoneTiers(form.FirstZone, OtherZones.Existence, form.Zone),
        ZoneWish.Alone when form.Id.IsEmpty => new ZoneTiers(form.FirstZone, OtherZones.StandIn, form.Zone),
        ZoneWish.First when form.Id.IsEmpty => new ZoneTiers(form.FirstZone, OtherZones.Second, default),
        _ when form.Zone.IsEmpty || !form.Id.IsEmpty || fallback == ZoneFallback.None =>
            new ZoneTiers(form.Zone, OtherZones.Nothing, form.Zone),
        _ => new ZoneTiers(form.Zone, fallback == ZoneFallback.All ? OtherZones.Second : OtherZones.SecondInServices, default),
    };

    /// <summary>Whether instances of other zones can be in an answer.</summary>
    /// <param name="others">What they are good for.</param>
    /// <param name="isService">Whether SRV is asked for.</param>
    internal static bool CanHelp(OtherZones others, bool isService) =>
        others is OtherZones.Second or OtherZones.StandIn || (isService && others == OtherZones.SecondInServices);

    /// <summary>
    /// Picks the cells that a name matches: those of the first zone come first, behind them those that are good for anything
    /// else.
    /// </summary>
    /// <param name="form">The name.</param>
    /// <param name="all">The cells of the service.</param>
    /// <param name="cells">Room for as many.</param>
    /// <param name="others">How many of other zones there are.</param>
    /// <returns>How many of the first zone there are.</returns>
    internal int Select(scoped in NameForm form, ReadOnlySpan<Cell> all, Span<Cell> cells, out int others)
    {
        int own = 0;
        foreach (Cell cell in all)
        {
            if (IsFirst(cell) && form.MatchesInZone(cell) && IsWritten(cell))
                cells[own++] = cell;
        }

        others = 0;
        if (Others == OtherZones.Nothing)
            return own;

        foreach (Cell cell in all)
        {
            if (!IsFirst(cell) && form.MatchesInZone(cell) && IsWritten(cell))
                cells[own + others++] = cell;
        }

        return own;
    }

    private bool IsFirst(Cell cell) => _first.IsEmpty || _first.SequenceEqual(cell.Zone);

    private bool IsWritten(Cell cell) => _written.IsEmpty || _written.SequenceEqual(cell.Zone);
}
