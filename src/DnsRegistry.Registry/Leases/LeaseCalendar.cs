using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Leases;

/// <summary>
/// Which instances may have to be looked at when. Renewing a lease does not touch it: an entry whose lease turns out to
/// have been renewed is put forward when its time comes, once a lease. Writer only.
/// </summary>
internal sealed class LeaseCalendar
{
    /// <summary>Moments closer together than this share a slot, so that a million leases make a few hundred slots.</summary>
    internal const long SlotMilliseconds = 100;

    private readonly PriorityQueue<long, long> _order = new();
    private readonly Dictionary<long, List<ServiceInstance>> _slots = [];

    /// <summary>The moment of the next slot; <see cref="long.MaxValue"/> when there is none.</summary>
    internal long NextDue => _order.TryPeek(out _, out long slot) ? slot * SlotMilliseconds : long.MaxValue;

    /// <summary>Notes when an instance has to be looked at next: at the end of its lease, and once that is over, when it is removed.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="notBefore">The earliest moment to look again.</param>
    internal void Schedule(ServiceInstance instance, long notBefore = 0)
    {
        if (instance.Lease.IsEndless || instance.State == InstanceState.Gone)
            return;

        long due = instance.HasLapsed ? instance.Lease.RemovedAtMilliseconds : instance.Lease.EndsAtMilliseconds;
        Add(instance, Math.Max(due, notBefore));
    }

    /// <summary>Takes the instances of the next slot that is due, or null when none is.</summary>
    internal List<ServiceInstance>? TakeDue(long nowMilliseconds)
    {
        if (NextDue > nowMilliseconds)
            return null;

        long slot = _order.Dequeue();
        _slots.Remove(slot, out List<ServiceInstance>? due);

        // Who was added again since has its entry elsewhere: an instance is in the calendar once.
        due!.RemoveAll(instance => instance.CalendarSlot != slot);
        foreach (ServiceInstance instance in due)
            instance.CalendarSlot = ServiceInstance.NoCalendarSlot;
        return due;
    }

    private void Add(ServiceInstance instance, long atMilliseconds)
    {
        // Rounded up: at a slot's time, everything in it is due.
        long slot = (atMilliseconds + SlotMilliseconds - 1) / SlotMilliseconds;
        if (instance.CalendarSlot == slot)
            return;

        if (!_slots.TryGetValue(slot, out List<ServiceInstance>? instances))
        {
            instances = [];
            _slots.Add(slot, instances);
            _order.Enqueue(slot, slot);
        }

        instances.Add(instance);
        instance.CalendarSlot = slot;
    }
}
