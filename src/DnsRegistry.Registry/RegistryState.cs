using System.Collections.Concurrent;
using System.Diagnostics;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases.Flapping;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Registry.Services;

namespace DnsRegistry.Registry;

/// <summary>Everything that is registered, in memory. The writer changes it; anybody reads it without waiting.</summary>
internal sealed class RegistryState
{
    /// <summary>How often something is read again because it has changed meanwhile.</summary>
    private const int MaxReadings = 8;

    /// <summary>What takes longer than this is never read without a change in between, once there are many.</summary>
    private static readonly TimeSpan s_readingPatience = TimeSpan.FromMilliseconds(2);

    private readonly InstanceIndex _instances = new();
    private readonly InstanceRuns _runs = new();
    private readonly SharedTexts _texts = new();
    private readonly ConcurrentDictionary<string, ServiceRecord> _services = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<InstanceKey, StoredOverride> _overrides = [];
    private volatile SortedNames _sortedNames = new(0, []);
    private volatile int _namesVersion;
    private volatile int _serviceCount;
    private volatile int _overrideCount;
    private long _revision;
    private long _publications;

    /// <summary>Holds instances whose leases end together. Writer only, but for what it shows.</summary>
    internal ExpiryGuard Guard { get; init; } = new(new ExpiryGuardOptions());

    /// <summary>Who has lost his lease of late. Writer only.</summary>
    internal FlapHistory Flaps { get; init; } = new(new FlapOptions());

    /// <summary>Instances in all. Writer only.</summary>
    internal int Count => _instances.Count;

    /// <summary>Services with an instance or with settings.</summary>
    internal int ServiceCount => _serviceCount;

    /// <summary>Instances that are not passing. Writer only.</summary>
    internal int CriticalCount { get; set; }

    /// <summary>The revision of the last change that is visible.</summary>
    internal long Revision
    {
        get => Volatile.Read(ref _revision);
        set => Volatile.Write(ref _revision, value);
    }

    /// <summary>What follows belongs together: whoever looks meanwhile may see a part of it. Writer only.</summary>
    internal void BeginPublishing() => Interlocked.Increment(ref _publications);

    /// <summary>All of it is visible. Writer only.</summary>
    internal void EndPublishing() => Interlocked.Increment(ref _publications);

    /// <summary>
    /// Reads something as it stands at one revision, with every change up to it and none after. While changes come faster
    /// than it can be read, it may hold some that came after.
    /// </summary>
    /// <param name="read">Reads it; is given the revision.</param>
    internal T At<T>(Func<long, T> read)
    {
        var wait = new SpinWait();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; ; i++)
        {
            long before = Volatile.Read(ref _publications);
            bool isQuiet = (before & 1) == 0;
            bool isLast = i >= MaxReadings || Stopwatch.GetElapsedTime(start) > s_readingPatience;
            if (isQuiet || isLast)
            {
                T result = read(Revision);
                Interlocked.MemoryBarrier();
                if (isLast || before == Volatile.Read(ref _publications))
                    return result;
            }

            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>One instance, or null.</summary>
    internal ServiceInstance? Find(InstanceKey key) => _instances.Find(key);

    /// <summary>One service, or null.</summary>
    internal ServiceRecord? FindService(string name) => _services.GetValueOrDefault(name);

    /// <summary>Overrides in all. Writer only.</summary>
    internal int OverrideCount => _overrideCount;

    /// <summary>Every override, in no order.</summary>
    internal IEnumerable<StoredOverride> Overrides() => _overrides.Values;

    /// <summary>What an operator says about an instance, registered or not; null when nothing.</summary>
    internal StoredOverride? FindOverride(InstanceKey key) => _overrideCount == 0 ? null : _overrides.GetValueOrDefault(key);

    /// <summary>The names of all services, in ordinal order.</summary>
    internal IReadOnlyList<string> ServiceNames()
    {
        // The version is read before the names and moves after them: what is kept under a version has all it stands for.
        int version = _namesVersion;
        SortedNames known = _sortedNames;
        if (known.Version == version)
            return known.Names;

        string[] names = [.. _services.Keys];
        Array.Sort(names, StringComparer.Ordinal);
        _sortedNames = new SortedNames(version, names);
        return names;
    }

    /// <summary>Every instance, in no order.</summary>
    internal IEnumerable<ServiceInstance> All() => _instances.All;

    /// <summary>Every instance of a small registry; of a larger one so many, picked at random.</summary>
    internal IEnumerable<ServiceInstance> Some(int most) => _instances.Some(most);

    /// <summary>Every service, in no order.</summary>
    internal IEnumerable<ServiceRecord> Services() => _services.Values;

    /// <summary>A registration as it is to be kept: with the texts it has in common with others. Writer only.</summary>
    internal Registration Share(Registration registration) =>
        _texts.Share(registration, FindService(registration.Key.Service)?.Name);

    /// <summary>Makes room for this many instances.</summary>
    internal void Reserve(int count) => _instances.Reserve(count);

    /// <summary>Adds an instance, or puts it in the place of the one with its key.</summary>
    internal void Put(ServiceInstance instance, long revision)
    {
        _instances.Put(instance);
        Record(instance.Key.Service).Put(instance, revision);
    }

    /// <summary>Takes an instance out.</summary>
    internal void Remove(InstanceKey key, long revision)
    {
        if (!_instances.Remove(key))
            return;

        ServiceRecord record = Record(key.Service);
        record.Remove(key.Id, revision);
        Forget(key.Service, record);
    }

    /// <summary>Puts other route rules of a service in place; null takes them back.</summary>
    internal void SetRoutes(string service, StoredRoutes? routes, long revision)
    {
        ServiceRecord record = Record(service);
        record.Set(routes, revision);
        Forget(service, record);
    }

    /// <summary>Puts other settings of a service in place; null takes them back.</summary>
    internal void Set(string service, StoredSettings? settings, long revision)
    {
        ServiceRecord record = Record(service);
        record.Set(settings, revision);
        Forget(service, record);
    }

    /// <summary>Puts another override of an instance in place; null takes it back.</summary>
    internal void Set(InstanceKey key, StoredOverride? stored)
    {
        if (stored is null)
            _overrides.TryRemove(key, out _);
        else
            _overrides[key] = stored;
        _overrideCount = _overrides.Count;
    }

    private ServiceRecord Record(string service)
    {
        if (_services.TryGetValue(service, out ServiceRecord? record))
            return record;

        record = new ServiceRecord(service, _runs);
        _services[service] = record;
        _serviceCount++;
        _namesVersion++;
        return record;
    }

    private void Forget(string service, ServiceRecord record)
    {
        if (!record.IsGone)
            return;

        _services.TryRemove(service, out _);
        _serviceCount--;
        _namesVersion++;
    }

    private sealed record SortedNames(int Version, string[] Names);
}
