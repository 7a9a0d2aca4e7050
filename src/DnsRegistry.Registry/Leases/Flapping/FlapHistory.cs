using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Leases.Flapping;

/// <summary>
/// Remembers who has lost his lease of late. Most return at once; one that does so again and again would come and go in
/// DNS, and each time take a share of the load with it. That one is answered again when it has kept its lease for the
/// length of a whole one. Writer only; who never lost a lease is not in here.
/// </summary>
internal sealed class FlapHistory(FlapOptions options)
{
    private const int FewestToForget = 64;

    private readonly Dictionary<ServiceInstance, Record> _records = [];
    private int _forgetAt = FewestToForget;

    /// <summary>Instances that it remembers.</summary>
    internal int Count => _records.Count;

    /// <summary>A lease has ended.</summary>
    internal void NoteLapse(ServiceInstance instance, long nowMilliseconds)
    {
        if (options.Lapses == 0)
            return;

        if (!_records.TryGetValue(instance, out Record? record))
        {
            ForgetOld(nowMilliseconds);
            record = new Record();
            _records.Add(instance, record);
        }

        record.Lapses.Enqueue(nowMilliseconds);
        if (record.Lapses.Count > options.Lapses)
            record.Lapses.Dequeue();
        record.LastLapse = nowMilliseconds;
    }

    /// <summary>Whether an instance that comes back now has lost its lease too often.</summary>
    internal bool IsFlapping(ServiceInstance instance, long nowMilliseconds) =>
        options.Lapses > 0
        && _records.TryGetValue(instance, out Record? record)
        && record.Lapses.Count >= options.Lapses
        && record.Lapses.Peek() + WindowOf(instance) > nowMilliseconds;

    /// <summary>It is back, and has to keep its lease from now on.</summary>
    internal void BeginProof(ServiceInstance instance, long nowMilliseconds)
    {
        if (_records.TryGetValue(instance, out Record? record))
            record.ProvingSince = nowMilliseconds;
    }

    /// <summary>Whether it has kept its lease for the length of one.</summary>
    internal bool HasProved(ServiceInstance instance, long nowMilliseconds) =>
        !_records.TryGetValue(instance, out Record? record)
        || nowMilliseconds - record.ProvingSince >= instance.Lease.DurationMilliseconds;

    /// <summary>The instance is gone; another registration begins afresh.</summary>
    internal void Forget(ServiceInstance instance) => _records.Remove(instance);

    private long WindowOf(ServiceInstance instance) => options.WindowLeases * instance.Lease.DurationMilliseconds;

    /// <summary>Now and then, so that it costs a fixed share of each lapse.</summary>
    private void ForgetOld(long nowMilliseconds)
    {
        if (_records.Count < _forgetAt)
            return;

        foreach ((ServiceInstance instance, Record record) in _records)
        {
            bool isProving = (instance.Faults & HealthFaults.Flapping) != 0;
            if (!isProving && record.LastLapse + WindowOf(instance) <= nowMilliseconds)
                _records.Remove(instance);
        }

        _forgetAt = Math.Max(FewestToForget, _records.Count * 2);
    }

    private sealed class Record
    {
        internal Queue<long> Lapses { get; } = new(capacity: 1);

        internal long LastLapse { get; set; }

        internal long ProvingSince { get; set; }
    }
}
