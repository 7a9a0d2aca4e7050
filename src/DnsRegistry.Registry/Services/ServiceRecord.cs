using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Services;

/// <summary>One service in memory: its instances in the order of their ids, and its settings. One writer, many readers.</summary>
/// <param name="name">Its name.</param>
/// <param name="runs">Where its instances lie.</param>
internal sealed class ServiceRecord(string name, InstanceRuns runs)
{
    private readonly Lock _lock = new();
    private ArraySegment<ServiceInstance> _run = ArraySegment<ServiceInstance>.Empty;
    private int _count;
    private StoredSettings? _settings;
    private StoredRoutes? _routes;
    private long _revision;

    /// <summary>Its name.</summary>
    internal string Name => name;

    /// <summary>Until when a cache may hold an answer that was given under settings since replaced, on the monotonic clock.</summary>
    internal long FormerAnswersEndAt { get; set; }

    /// <summary>Instances.</summary>
    internal int Count => _count;

    /// <summary>Its instances in the order of their ids. Writer only.</summary>
    internal ArraySegment<ServiceInstance> Instances => _run[.._count];

    /// <summary>Its settings; null when nothing is set.</summary>
    internal StoredSettings? Settings => _settings;

    /// <summary>Its route rules; null when there are none.</summary>
    internal StoredRoutes? Routes => _routes;

    /// <summary>Whether it exists even without an instance: setting anything declares a service.</summary>
    internal bool IsDeclared => _settings is not null || _routes is not null;

    /// <summary>Whether nothing is left of it.</summary>
    internal bool IsGone => Count == 0 && !IsDeclared;

    /// <summary>The service as it stands now.</summary>
    internal ServiceView View()
    {
        lock (_lock)
            return new ServiceView(name, _settings, _revision, [.. Instances]) { Routes = _routes };
    }

    /// <summary>Adds an instance, or puts it in the place of the one with its id.</summary>
    internal void Put(ServiceInstance instance, long revision)
    {
        lock (_lock)
        {
            int at = IndexOf(instance.Key.Id);
            if (at < 0)
                MakeRoom(at = ~at);
            _run.AsSpan()[at] = instance;
            _revision = revision;
        }
    }

    /// <summary>Takes an instance out.</summary>
    internal void Remove(string id, long revision)
    {
        lock (_lock)
        {
            int at = IndexOf(id);
            if (at >= 0)
                TakeOut(at);
            _revision = revision;
        }
    }

    /// <summary>Puts other settings in place.</summary>
    internal void Set(StoredSettings? settings, long revision)
    {
        lock (_lock)
        {
            _settings = settings;
            _revision = revision;
        }
    }

    /// <summary>Puts other route rules in place.</summary>
    internal void Set(StoredRoutes? routes, long revision)
    {
        lock (_lock)
        {
            _routes = routes;
            _revision = revision;
        }
    }

    /// <summary>Notes that something about an instance has changed.</summary>
    internal void Touch(long revision)
    {
        lock (_lock)
            _revision = revision;
    }

    private void MakeRoom(int at)
    {
        ArraySegment<ServiceInstance> former = _run;
        bool isFull = _count == former.Count;
        if (isFull)
            former[..at].CopyTo(_run = runs.Rent(_count + 1));

        former[at.._count].CopyTo(_run[(at + 1)..]);
        _count++;
        if (isFull)
            runs.Return(former);
    }

    private void TakeOut(int at)
    {
        _run[(at + 1).._count].CopyTo(_run[at..]);
        _run.AsSpan()[--_count] = null!;
        if (_count > 0)
            return;

        runs.Return(_run);
        _run = ArraySegment<ServiceInstance>.Empty;
    }

    private int IndexOf(string id)
    {
        int low = 0;
        int high = _count - 1;
        ReadOnlySpan<ServiceInstance> instances = _run;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = string.CompareOrdinal(instances[middle].Key.Id, id);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
