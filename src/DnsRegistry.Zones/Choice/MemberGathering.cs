using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>Collects the instances that may stand in an answer.</summary>
internal static class MemberGathering
{
    /// <summary>
    /// Collects instances that a filter accepts, walking the cells in a ring. Where they do not all fit, the start of
    /// the walk decides who stays: the same start keeps the same members while membership holds.
    /// </summary>
    /// <param name="cells">Where to look.</param>
    /// <param name="filter">What they must have.</param>
    /// <param name="includeCritical">Whether those that are not healthy are collected too.</param>
    /// <param name="start">How many instances to step over at first; they come last.</param>
    /// <param name="picks">Where they go; its length is the most that can be of use.</param>
    /// <param name="isComplete">Whether all of them found room.</param>
    /// <returns>How many were collected.</returns>
    internal static int Gather<TFilter>(
        ReadOnlySpan<Cell> cells, TFilter filter, bool includeCritical, int start, Span<MemberPick> picks, out bool isComplete)
        where TFilter : IMemberFilter, allows ref struct
    {
        int count = 0;
        isComplete = GatherRange(cells, filter, includeCritical, start, int.MaxValue, picks, ref count)
            && (start == 0 || GatherRange(cells, filter, includeCritical, 0, start, picks, ref count));
        return count;
    }

    /// <summary>Whether any instance is accepted, healthy or not.</summary>
    internal static bool Any<TFilter>(ReadOnlySpan<Cell> cells, TFilter filter)
        where TFilter : IMemberFilter, allows ref struct
    {
        foreach (Cell cell in cells)
        {
            foreach (ref readonly EndpointBlock block in cell.Blocks)
            {
                foreach (Endpoint endpoint in block.Endpoints)
                {
                    if (filter.Accepts(endpoint))
                        return true;
                }
            }
        }

        return false;
    }

    private static bool GatherRange<TFilter>(
        ReadOnlySpan<Cell> cells, TFilter filter, bool includeCritical, int from, int until, Span<MemberPick> picks, ref int count)
        where TFilter : IMemberFilter, allows ref struct
    {
        int position = 0;
        foreach (Cell cell in cells)
        {
            if (position + cell.Count <= from)
            {
                position += cell.Count;
                continue;
            }

            foreach (ref readonly EndpointBlock block in cell.Blocks)
            {
                if (position >= until)
                    return true;

                int first = Math.Clamp(from - position, 0, block.Count);
                int end = Math.Min(block.Count, until - position);
                foreach (Endpoint endpoint in block.Endpoints[first..end])
                {
                    if (!endpoint.IsCandidate(includeCritical) || !filter.Accepts(endpoint))
                        continue;
                    if (count == picks.Length)
                        return false;

                    ref MemberPick pick = ref picks[count++];
                    pick.Cell = cell;
                    pick.Endpoint = endpoint;
                }

                position += block.Count;
            }
        }

        return true;
    }
}
