using DnsRegistry.Zones.Choice;

namespace DnsRegistry.Zones.Services;

/// <summary>Finds the single instances that the id position of a name speaks of.</summary>
internal static class NamedInstances
{
    /// <summary>The instance with this id in each cell: one, unless the name leaves labels open.</summary>
    internal static int FindById(ReadOnlySpan<Cell> cells, ReadOnlySpan<byte> id, Span<MemberPick> found)
    {
        int count = 0;
        foreach (Cell cell in cells)
        {
            if (count < found.Length && cell.Find(id) is { } endpoint)
                found[count++] = new MemberPick { Cell = cell, Endpoint = endpoint };
        }

        return count;
    }

    /// <summary>The instances with one of these addresses.</summary>
    internal static int FindByAddress(ReadOnlySpan<Cell> cells, scoped AddressLimits limits, Span<MemberPick> found)
    {
        int count = 0;
        foreach (Cell cell in cells)
        {
            foreach (ref readonly EndpointBlock block in cell.Blocks)
            {
                foreach (Endpoint endpoint in block.Endpoints)
                {
                    if (count < found.Length && limits.IsOneOf(endpoint))
                        found[count++] = new MemberPick { Cell = cell, Endpoint = endpoint };
                }
            }
        }

        return count;
    }
}
