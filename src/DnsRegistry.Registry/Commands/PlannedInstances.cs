using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Commands;

/// <summary>
/// What a plan makes of instances, each once, in the order in which they were touched first. The writer uses one for plan after
/// plan: a plan waits for a commit, long enough for its objects to grow old, and a million registrations would leave as many
/// holes among the instances that stay.
/// </summary>
/// <param name="state">What is visible now.</param>
internal sealed class PlannedInstances(RegistryState state)
{
    /// <summary>Up to so many it is quicker to look at each than to keep a table.</summary>
    private const int Few = 4;

    /// <summary>What is kept for the next plan, at most: as many as some large bulk calls touch together.</summary>
    private const int MostKept = 16_384;

    private readonly List<PlannedChange> _changes = [];
    private readonly Stack<PlannedChange> _kept = [];
    private readonly Dictionary<InstanceKey, PlannedChange> _byKey = [];

    /// <summary>Instances that are touched.</summary>
    internal int Count => _changes.Count;

    /// <summary>The change of an instance; null when it is not touched.</summary>
    internal PlannedChange? Find(InstanceKey key)
    {
        if (_byKey.Count > 0)
            return _byKey.GetValueOrDefault(key);

        foreach (PlannedChange change in _changes)
        {
            if (change.Key == key)
                return change;
        }

        return null;
    }

    /// <summary>The change of an instance, which begins with how it is now.</summary>
    internal PlannedChange Of(InstanceKey key)
    {
        if (Find(key) is { } known)
            return known;

        PlannedChange change = _kept.TryPop(out PlannedChange? kept) ? kept : new PlannedChange();
        change.Begin(key, state.Find(key));
        _changes.Add(change);
        if (_byKey.Count > 0)
            _byKey.Add(key, change);
        else if (_changes.Count > Few)
            BeginTable();
        return change;
    }

    /// <summary>The plan is carried out or dropped: nothing is touched any more.</summary>
    internal void Clear()
    {
        bool wasLarge = _changes.Count > MostKept;
        foreach (PlannedChange change in _changes)
        {
            if (_kept.Count == MostKept)
                break;

            // It must not keep alive what it was about.
            change.Begin(default, null);
            _kept.Push(change);
        }

        _changes.Clear();
        _byKey.Clear();
        if (wasLarge)
        {
            _changes.Capacity = MostKept;
            _byKey.TrimExcess(MostKept);
        }
    }

    /// <summary>Goes through them.</summary>
    public List<PlannedChange>.Enumerator GetEnumerator() => _changes.GetEnumerator();

    private void BeginTable()
    {
        foreach (PlannedChange change in _changes)
            _byKey.Add(change.Key, change);
    }
}
