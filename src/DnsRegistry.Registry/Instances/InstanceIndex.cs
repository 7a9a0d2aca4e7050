using System.Runtime.CompilerServices;

namespace DnsRegistry.Registry.Instances;

/// <summary>
/// Finds instances by their key. One writer changes it in place; any number of readers look things up at the same time
/// without a lock. Open addressing, because a node for each of a million instances costs twice what the table does.
/// </summary>
internal sealed class InstanceIndex
{
    private const int SmallestCapacity = 16;

    /// <summary>Stands where an instance was removed: look-ups go on behind it, additions may reuse it.</summary>
    private static readonly object s_removed = new();

    private volatile Slot[] _slots = new Slot[SmallestCapacity];
    private int _used;

    /// <summary>Instances. Writer only.</summary>
    internal int Count { get; private set; }

    /// <summary>Every instance, in no order. Writer only.</summary>
    internal IEnumerable<ServiceInstance> All =>
        _slots.Where(slot => slot.Entry is ServiceInstance).Select(slot => Unsafe.As<ServiceInstance>(slot.Entry!));

    /// <summary>
    /// So many instances at most, beginning anywhere. They lie in the order of their hashes, which are secret: neighbours
    /// have nothing in common, and a run of them stands for all. Writer only.
    /// </summary>
    internal IEnumerable<ServiceInstance> Some(int most)
    {
        Slot[] slots = _slots;
        int first = Random.Shared.Next(slots.Length);
        for (int i = 0; i < slots.Length && most > 0; i++)
        {
            if (slots[(first + i) & (slots.Length - 1)].Entry is not ServiceInstance instance)
                continue;

            most--;
            yield return instance;
        }
    }

    /// <summary>The instance of this key, or null.</summary>
    internal ServiceInstance? Find(InstanceKey key)
    {
        SlotOf(_slots, key, HashOf(key), out ServiceInstance? found);
        return found;
    }

    /// <summary>Adds an instance, or puts it in the place of the one with its key. Writer only.</summary>
    internal void Put(ServiceInstance instance)
    {
        int hash = HashOf(instance.Key);
        int at = SlotOf(_slots, instance.Key, hash, out _);
        if (at >= 0)
        {
            Volatile.Write(ref _slots[at].Entry, instance);
            return;
        }

        if ((_used + 1) * 4L > _slots.Length * 3L)
            Rebuild(Count + 1);
        Insert(_slots, instance, hash);
        Count++;
    }

    /// <summary>Makes room for this many instances. Writer only.</summary>
    internal void Reserve(int count) => Rebuild(Math.Max(count, Count));

    /// <summary>Removes the instance of this key. Writer only.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    internal bool Remove(InstanceKey key)
    {
        int at = SlotOf(_slots, key, HashOf(key), out _);
        if (at < 0)
            return false;

        Volatile.Write(ref _slots[at].Entry, s_removed);
        Count--;
        return true;
    }

    /// <summary>From strings whose hashes have a secret seed: nobody outside can choose keys that collide.</summary>
    private static int HashOf(InstanceKey key) => HashCode.Combine(key.Service.GetHashCode(), key.Id.GetHashCode());

    private static int SlotOf(Slot[] slots, InstanceKey key, int hash, out ServiceInstance? found)
    {
        int mask = slots.Length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask)
        {
            object? entry = Volatile.Read(ref slots[i].Entry);
            found = slots[i].Hash == hash || entry is null ? entry as ServiceInstance : null;
            if (entry is null)
                return -1;
            if (found is not null && found.Key == key)
                return i;
        }
    }

    private void Insert(Slot[] slots, ServiceInstance instance, int hash)
    {
        int mask = slots.Length - 1;
        int i = hash & mask;
        while (slots[i].Entry is { } taken && !ReferenceEquals(taken, s_removed))
            i = (i + 1) & mask;

        if (slots[i].Entry is null)
            _used++;

        // The hash goes first: whoever sees the instance sees its hash.
        slots[i].Hash = hash;
        Volatile.Write(ref slots[i].Entry, instance);
    }

    /// <summary>Makes room, or gets rid of the marks of removed instances. Readers finish on the old table.</summary>
    private void Rebuild(int count)
    {
        int capacity = SmallestCapacity;
        while (capacity < count * 2L)
            capacity *= 2;

        var slots = new Slot[capacity];
        _used = 0;
        foreach (Slot slot in _slots)
        {
            if (slot.Entry is ServiceInstance instance)
                Insert(slots, instance, slot.Hash);
        }

        _slots = slots;
    }

    private struct Slot
    {
        internal object? Entry;
        internal int Hash;
    }
}
