using System.Runtime.InteropServices;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Leases;

/// <summary>
/// Which instances may have to be looked at when. Renewing a lease does not touch it: an entry whose lease turns out to
/// have been renewed is put forward when its time comes, once a lease. Writer only.
/// </summary>
internal sealed class LeaseCalendar
{
    /// <summary>Moments closer together than this share a slot, so that a million leases make a few thousand slots.</summary>
    internal const long SlotMilliseconds = 20;

    /// <summary>Lists kept for the next slots: one leaves for each that comes.</summary>
    private const int MostSpare = 64;

    private readonly Stack<List<ServiceInstance>> _spare = new();
    private readonly PriorityQueue<long, long> _order = new();
    private readonly Dictionary<long, List<ServiceInstance>> _slots = [];
    private List<ServiceInstance>? _lent;

    /// <summary>The moment of the next slot; <see cref="long.MaxValue"/> when there is none.</summary>
    internal long NextDue => _order.TryPeek(out _, out long slot) ? slot * SlotMilliseconds : long.MaxValue;

    /// <summary>
    /// Notes when an instance has to be looked at next: at the end of its lease, and once that is over, when it is removed.
    /// One that the expiry guard holds is not looked at: the guard does that.
    /// </summary>
    /// <param name="instance">The instance.</param>
    /// <param name="notBefore">The earliest moment to look again.</param>
    internal void Schedule(ServiceInstance instance, long notBefore = 0)
    {
        if (instance.Lease.IsEndless || instance.IsHeld || instance.State == InstanceState.Gone)
            return;

        long due = instance.HasLapsed ? instance.Lease.RemovedAtMilliseconds : instance.Lease.EndsAtMilliseconds;
        Add(instance, Math.Max(due, notBefore));
    }

    /// <summary>Takes the instances of the next slot that is due, or null when none is.</summary>
    /// <returns>A list that is good until the next call.</returns>
    internal List<ServiceInstance>? TakeDue(long nowMilliseconds)
    {
        Recycle();
        if (NextDue > nowMilliseconds)
            return null;

        long slot = _order.Dequeue();
        _slots.Remove(slot, out List<ServiceInstance>? due);

        // Who was added again since has its entry elsewhere: an instance is in the calendar once.
        int kept = 0;
        foreach (ServiceInstance instance in CollectionsMarshal.AsSpan(due))
        {
            if (instance.CalendarSlot != slot)
                continue;

            instance.CalendarSlot = ServiceInstance.NoCalendarSlot;
            due![kept++] = instance;
        }

        due!.RemoveRange(kept, due.Count - kept);
        _lent = due;
        return due;
    }

    private void Recycle()
    {
        if (_lent is { } list && _spare.Count < MostSpare)
        {
            list.Clear();
            _spare.Push(list);
        }

        _lent = null;
    }

    private void Add(ServiceInstance instance, long atMilliseconds)
    {
        // Rounded up: at a slot's time, everything in it is due.
        long slot = (atMilliseconds + SlotMilliseconds - 1) / SlotMilliseconds;
        if (instance.CalendarSlot == slot)
            return;

        if (!_slots.TryGetValue(slot, out List<ServiceInstance>? instances))
        {
            instances = _spare.TryPop(out List<ServiceInstance>? spare) ? spare : [];
            _slots.Add(slot, instances);
            _order.Enqueue(slot, slot);
        }

        instances.Add(instance);
        instance.CalendarSlot = slot;
    }
}
