using System.Numerics;

namespace DnsRegistry.Registry.Changes;

/// <summary>
/// The last changes, oldest first, as many as fit. One writer adds; any number of readers look without a lock, and find
/// out when what they look for has made way for newer changes.
/// </summary>
/// <param name="maxCount">Changes, at most.</param>
/// <param name="maxOctets">About how many octets they may hold on to, at most.</param>
internal sealed class ChangeRing(int maxCount, long maxOctets)
{
    private const int SmallestCapacity = 64;

    private volatile Slot[] _slots = new Slot[SmallestCapacity];
    private long _first;
    private long _next;
    private long _octets;
    private long _floor;

    /// <summary>Where the next change will stand. Writer only.</summary>
    internal long Next => _next;

    /// <summary>Every change after this revision is here.</summary>
    internal long Floor => Volatile.Read(ref _floor);

    /// <summary>Begins at a revision, with nothing. Writer only.</summary>
    internal void Begin(long revision) => Volatile.Write(ref _floor, revision);

    /// <summary>Adds a change, whose revision is higher than that of any before it. Writer only.</summary>
    internal void Add(RegistryChange change)
    {
        while (_next - _first >= maxCount || (_octets + change.Octets > maxOctets && _first < _next))
            DropFirst();
        if (_next - _first == _slots.Length)
            Grow();

        _octets += change.Octets;
        SlotOf(_slots, _next).Fill(_next, change);
        _next++;
    }

    /// <summary>The change at a position; null when it is no longer here.</summary>
    internal RegistryChange? At(long position) => SlotOf(_slots, position).Read(position);

    /// <summary>
    /// The position of the first change after a revision. Whoever asks has to look at <see cref="Floor"/> afterwards: only
    /// if the revision is not below it was nothing left out.
    /// </summary>
    /// <param name="revision">The revision.</param>
    /// <param name="end">Where to stop: the answer when there is no such change before it.</param>
    internal long PositionAfter(long revision, long end)
    {
        long low = Volatile.Read(ref _first);
        long high = end;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);

            // One that has gone while we look was older than everything that is left.
            if (At(middle) is not { } change || change.Revision <= revision)
                low = middle + 1;
            else
                high = middle;
        }

        return high;
    }

    private static ref Slot SlotOf(Slot[] slots, long position) => ref slots[position & (slots.Length - 1)];

    private void DropFirst()
    {
        ref Slot slot = ref SlotOf(_slots, _first);
        RegistryChange dropped = slot.Change;

        // The floor goes first: whoever misses the change sees that it is below.
        Volatile.Write(ref _floor, dropped.Revision);
        slot.Clear();
        Volatile.Write(ref _first, _first + 1);
        _octets -= dropped.Octets;
    }

    private void Grow()
    {
        var slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)_slots.Length * 2)];
        for (long position = _first; position < _next; position++)
            SlotOf(slots, position) = SlotOf(_slots, position);
        _slots = slots;
    }

    /// <summary>Room for one change. A reader looks at the position before and after: if it is the same, the change is whole.</summary>
    private struct Slot
    {
        /// <summary>The position of the change, and one more: 0 stands for nothing.</summary>
        private long _stamp;

        /// <summary>The change. Writer only.</summary>
        internal RegistryChange Change { get; private set; }

        internal void Fill(long position, in RegistryChange change)
        {
            Change = change;
            Volatile.Write(ref _stamp, position + 1);
        }

        internal void Clear()
        {
            _stamp = 0;
            Volatile.WriteBarrier();
            Change = default;
        }

        internal RegistryChange? Read(long position)
        {
            if (Volatile.Read(ref _stamp) != position + 1)
                return null;

            RegistryChange change = Change;
            Volatile.ReadBarrier();
            return Volatile.Read(ref _stamp) == position + 1 ? change : null;
        }
    }
}
