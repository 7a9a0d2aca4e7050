namespace DnsRegistry.Host.Composition;

/// <summary>
/// Has the garbage collector wait until the youngest generation is full. Left to itself it goes through what is new as soon as a second
/// has passed and a third of it is used. Beside a stream of changes that is three times as often, and each time it goes once
/// more through the old objects which changed: DNS stood still for half as long again.
/// </summary>
internal sealed class CollectionPace : IDisposable
{
    /// <summary>
    /// What large objects, the tables of a busy store, may take in that time. They count by themselves, and to run out of this calls for a
    /// full collection. It counts as taken where memory is limited, though it takes none before it is used.
    /// </summary>
    private const long MostLargeOctets = 48 << 20;

    /// <summary>Which part of the memory that may be had is not missed.</summary>
    private const int SmallPart = 32;

    private readonly long _octets;
    private readonly long _largeOctets;
    private readonly FullCollections _full;
    private long _requests;
    private volatile bool _isEnded;

    /// <summary>Begins with the next collection.</summary>
    /// <param name="octets">What may be new until the collector comes.</param>
    internal CollectionPace(long octets)
    {
        _octets = octets;
        _largeOctets = Math.Max(octets, Math.Min(MostLargeOctets, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / SmallPart));
        _full = new FullCollections(() => CollectorState.Read(_requests), FullCollections.BeginBeside);
        _ = new Sentinel(this);
    }

    /// <summary>Begins, with as much as the collector was told at the start of the process that may be new at most.</summary>
    /// <returns>Null if it was told nothing.</returns>
    internal static CollectionPace? Begin() =>
        GC.GetConfigurationVariables().TryGetValue("GCGen0MaxBudget", out object? value) && value is long and > 0 and var octets
            ? new CollectionPace(octets)
            : null;

    /// <summary>Leaves the collector to itself after the next collection.</summary>
    public void Dispose() => _isEnded = true;

    /// <summary>Asks for the time until the next collection, which ends it: there is nothing to give back.</summary>
    private void OnCollected()
    {
        if (_isEnded)
            return;

        // A request while all generations are collected waits for that, and may then be taken for one to collect everything once
        // more, in one go. The next collection comes a little earlier then.
        if (!_full.AreUnderWay())
            AskForTime();
        _ = new Sentinel(this);
    }

    private void AskForTime()
    {
        int before = GC.CollectionCount(GC.MaxGeneration);
        try
        {
            // Without the promise of a full collection now: where memory is short, all stays as it is.
            GC.TryStartNoGCRegion(_octets + _largeOctets, _largeOctets, disallowFullBlockingGC: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentOutOfRangeException)
        {
            // It is under way already, or more than the collector may have in this process.
        }

        _requests += GC.CollectionCount(GC.MaxGeneration) - before;
    }

    /// <summary>Nobody refers to it: the next collection finds it, and says so.</summary>
    private sealed class Sentinel(CollectionPace pace)
    {
        ~Sentinel() => pace.OnCollected();
    }
}
