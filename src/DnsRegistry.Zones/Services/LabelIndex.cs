using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// Finds things by their label. One writer adds and removes in place; any number of readers look things up at the same
/// time without a lock. A reader sees each entry whole: an entry becomes reachable by one write of one reference.
/// </summary>
/// <typeparam name="T">What is found.</typeparam>
internal sealed class LabelIndex<T>
    where T : class, ILabeled
{
    private const int SmallestCapacity = 16;

    /// <summary>Stands where an entry was removed: look-ups go on behind it, additions may reuse it.</summary>
    private static readonly object s_removed = new();

    private volatile Slot[] _slots = new Slot[SmallestCapacity];
    private int _used;

    /// <summary>Entries. Only the writer may ask.</summary>
    internal int Count { get; private set; }

    /// <summary>Looks a lower-cased label up.</summary>
    internal bool TryFind(ReadOnlySpan<byte> label, [NotNullWhen(true)] out T? found)
    {
        Slot[] slots = _slots;
        uint hash = NameHash.Of(label);
        int mask = slots.Length - 1;
        for (int i = (int)hash & mask; ; i = (i + 1) & mask)
        {
            ref Slot slot = ref slots[i];
            object? entry = Volatile.Read(ref slot.Entry);
            if (entry is null)
            {
                found = null;
                return false;
            }

            if (slot.Hash != hash || ReferenceEquals(entry, s_removed))
                continue;

            found = Unsafe.As<T>(entry);
            if (found.Label.SequenceEqual(label))
                return true;
        }
    }

    /// <summary>Adds an entry whose label is not in the index. Writer only.</summary>
    internal void Add(T entry)
    {
        if ((_used + 1) * 4L > _slots.Length * 3L)
            Rebuild(Count + 1);

        Insert(_slots, entry, NameHash.Of(entry.Label));
        Count++;
    }

    /// <summary>Makes room for this many entries. Writer only.</summary>
    internal void Reserve(int count)
    {
        if (count > Count)
            Rebuild(count);
    }

    /// <summary>Puts an entry in the place of one that is in the index and has the same label. Writer only.</summary>
    internal void Replace(T former, T entry) => Volatile.Write(ref SlotOf(former).Entry, entry);

    /// <summary>Removes an entry that is in the index. Writer only.</summary>
    internal void Remove(T entry)
    {
        Volatile.Write(ref SlotOf(entry).Entry, s_removed);
        Count--;
    }

    private ref Slot SlotOf(T entry)
    {
        Slot[] slots = _slots;
        int mask = slots.Length - 1;
        int i = (int)NameHash.Of(entry.Label) & mask;
        while (!ReferenceEquals(slots[i].Entry, entry))
            i = (i + 1) & mask;
        return ref slots[i];
    }

    private void Insert(Slot[] slots, T entry, uint hash)
    {
        int mask = slots.Length - 1;
        int i = (int)hash & mask;
        while (slots[i].Entry is { } taken && !ReferenceEquals(taken, s_removed))
            i = (i + 1) & mask;

        if (slots[i].Entry is null)
            _used++;

        // The hash goes first: whoever sees the entry sees its hash.
        slots[i].Hash = hash;
        Volatile.Write(ref slots[i].Entry, entry);
    }

    /// <summary>Makes room, or gets rid of the marks of removed entries. Readers finish on the old table.</summary>
    private void Rebuild(int count)
    {
        int capacity = SmallestCapacity;
        while (capacity < count * 2L)
            capacity *= 2;

        Slot[] old = _slots;
        var slots = new Slot[capacity];
        _used = 0;
        foreach (Slot slot in old)
        {
            if (slot.Entry is not null && !ReferenceEquals(slot.Entry, s_removed))
                Insert(slots, Unsafe.As<T>(slot.Entry), slot.Hash);
        }

        _slots = slots;
    }

    private struct Slot
    {
        internal object? Entry;
        internal uint Hash;
    }
}
