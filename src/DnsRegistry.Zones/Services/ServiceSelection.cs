using DnsRegistry.Zones.Choice;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// The instances that the labels of a name stand for, before health and choice: whole cells, or the few instances that
/// an id or a pinned address names.
/// </summary>
internal readonly ref struct ServiceSelection
{
    private readonly ReadOnlySpan<Cell> _cells;
    private readonly ReadOnlySpan<MemberPick> _named;

    /// <summary>All instances of these cells.</summary>
    internal ServiceSelection(ReadOnlySpan<Cell> cells)
    {
        _cells = cells;
        foreach (Cell cell in cells)
        {
            Registered += cell.Count;
            Eligible += cell.EligibleCount;
            HasStale |= cell.HasStale;
            Offered += cell.OfferedCount;
        }
    }

    /// <summary>These instances alone.</summary>
    internal ServiceSelection(ReadOnlySpan<MemberPick> named)
    {
        _named = named;
        Registered = named.Length;
        foreach (ref readonly MemberPick pick in named)
        {
            Eligible += pick.Endpoint.IsEligible ? 1 : 0;
            HasStale |= pick.Endpoint is { IsEligible: true, IsStale: true };
            Offered += pick.Endpoint.Weight > 0 ? 1 : 0;
        }
    }

    /// <summary>Instances, healthy or not.</summary>
    internal int Registered { get; }

    /// <summary>Instances that take part in answers.</summary>
    internal int Eligible { get; }

    /// <summary>Whether any of those may be out of date.</summary>
    internal bool HasStale { get; }

    /// <summary>Instances that nobody has taken out, healthy or not.</summary>
    internal int Offered { get; }

    /// <summary>The cells; empty where single instances are named.</summary>
    internal ReadOnlySpan<Cell> Cells => _cells;

    /// <summary>The single instances that are named.</summary>
    internal ReadOnlySpan<MemberPick> Named => _named;

    /// <inheritdoc cref="MemberGathering.Gather"/>
    internal int Gather<TFilter>(TFilter filter, bool includeCritical, int start, Span<MemberPick> picks, out bool isComplete)
        where TFilter : IMemberFilter, allows ref struct
    {
        if (_named.IsEmpty)
            return MemberGathering.Gather(_cells, filter, includeCritical, start, picks, out isComplete);

        int count = 0;
        isComplete = true;
        foreach (ref readonly MemberPick pick in _named)
        {
            if (!pick.Endpoint.IsCandidate(includeCritical) || !filter.Accepts(pick.Endpoint))
                continue;

            isComplete = count < picks.Length;
            if (!isComplete)
                break;
            picks[count++] = pick;
        }

        return count;
    }

    /// <summary>Whether any instance, healthy or not, is accepted.</summary>
    internal bool Any<TFilter>(TFilter filter)
        where TFilter : IMemberFilter, allows ref struct
    {
        foreach (ref readonly MemberPick pick in _named)
        {
            if (filter.Accepts(pick.Endpoint))
                return true;
        }

        return MemberGathering.Any(_cells, filter);
    }

    /// <summary>
    /// The TTL of an answer: the policy's, but never beyond the earliest lease end, and at least one second unless the policy
    /// says 0.
    /// </summary>
    internal uint TtlSeconds(uint policySeconds, long now)
    {
        if (policySeconds == 0)
            return 0;

        long horizon = now + (policySeconds * 1000L);
        long earliest = MonotonicTime.Never;
        foreach (Cell cell in _cells)
            earliest = Math.Min(earliest, cell.EarliestEnd(horizon, now));
        foreach (ref readonly MemberPick pick in _named)
        {
            if (pick.Endpoint is { IsEligible: true, IsStale: false })
                earliest = Math.Min(earliest, pick.Endpoint.Lifetime.EndsAtMilliseconds);
        }
        return earliest >= horizon ? policySeconds : (uint)Math.Max(1, (earliest - now) / 1000);
    }
}
