using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Leases.Guarding;

/// <summary>The instances whose lease has ended less than one lease ago, and that have not come back. Writer only.</summary>
internal sealed class RecentLapses
{
    private readonly Dictionary<ServiceInstance, long> _until = [];
    private readonly PriorityQueue<ServiceInstance, long> _order = new();

    /// <summary>How many there are.</summary>
    internal int Count => _until.Count;

    /// <summary>The instances.</summary>
    internal IReadOnlyCollection<ServiceInstance> Instances => _until.Keys;

    /// <summary>Notes that a lease has ended.</summary>
    internal void Add(ServiceInstance instance, long nowMilliseconds)
    {
        long until = nowMilliseconds + instance.Lease.DurationMilliseconds;
        _until[instance] = until;
        _order.Enqueue(instance, until);
    }

    /// <summary>The instance has come back, or is gone.</summary>
    internal void Remove(ServiceInstance instance) => _until.Remove(instance);

    /// <summary>Forgets those whose time is over.</summary>
    internal void Forget(long nowMilliseconds)
    {
        while (_order.TryPeek(out ServiceInstance? instance, out long until) && until <= nowMilliseconds)
        {
            _order.Dequeue();

            // It may have come back, and lapsed again since.
            if (_until.TryGetValue(instance, out long known) && known <= until)
                _until.Remove(instance);
        }
    }

    /// <summary>None of them counts any more.</summary>
    internal void Clear()
    {
        _until.Clear();
        _order.Clear();
    }
}
