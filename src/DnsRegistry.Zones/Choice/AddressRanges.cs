namespace DnsRegistry.Zones.Choice;

/// <summary>
/// Networks of one family, laid flat: runs of addresses side by side, each with what belongs to the longest network it is
/// in, or null. A run is never joined with the next one, even where both have the same.
/// </summary>
internal sealed class AddressRanges<T>
    where T : class
{
    private readonly UInt128[] _starts;
    private readonly T?[] _values;

    /// <summary>Lays blocks flat: of two, one is inside the other or they have no address in common.</summary>
    internal AddressRanges(IEnumerable<AddressBlock<T>> blocks)
    {
        var starts = new List<UInt128> { UInt128.MinValue };
        var values = new List<T?> { null };
        var open = new Stack<AddressBlock<T>>();
        foreach (AddressBlock<T> block in blocks.OrderBy(block => block.First).ThenByDescending(block => block.Last))
        {
            Close(block.First);
            Begin(block.First, block.Value);
            open.Push(block);
        }

        Close(until: null);
        _starts = [.. starts];
        _values = [.. values];

        void Close(UInt128? until)
        {
            while (open.TryPeek(out AddressBlock<T> last) && (until is null || last.Last < until))
            {
                open.Pop();
                if (last.Last != UInt128.MaxValue)
                    Begin(last.Last + 1, open.TryPeek(out AddressBlock<T> outer) ? outer.Value : null);
            }
        }

        void Begin(UInt128 start, T? value)
        {
            if (starts[^1] == start)
            {
                values[^1] = value;
                return;
            }

            starts.Add(start);
            values.Add(value);
        }
    }

    /// <summary>What belongs to the longest network that the address is in; null when it is in none.</summary>
    internal T? Find(UInt128 address) => _values[RangeOf(address)];

    /// <summary>The fewest leading bits of an address that all addresses outside its run differ in, of 128.</summary>
    internal int DecidingBits(UInt128 address)
    {
        int range = RangeOf(address);
        int bits = range == 0 ? 0 : BitsToTell(address, _starts[range] - 1);
        return range + 1 == _starts.Length ? bits : Math.Max(bits, BitsToTell(address, _starts[range + 1]));
    }

    private static int BitsToTell(UInt128 address, UInt128 other) => (int)UInt128.LeadingZeroCount(address ^ other) + 1;

    private int RangeOf(UInt128 address)
    {
        int low = 1;
        int high = _starts.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (_starts[middle] <= address)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return low - 1;
    }
}
