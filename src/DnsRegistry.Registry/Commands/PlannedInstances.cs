using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Commands;

/// <summary>What a plan makes of instances, each once, in the order in which they were touched first.</summary>
/// <param name="state">What is visible now.</param>
/// <param name="expected">About how many will be touched.</param>
internal sealed class PlannedInstances(RegistryState state, int expected)
{
    /// <summary>Up to so many it is quicker to look at each than to keep a table.</summary>
    private const int Few = 4;

    private readonly List<PlannedChange> _changes = new(expected);
    private Dictionary<InstanceKey, PlannedChange>? _byKey;

    /// <summary>Instances that are touched.</summary>
    internal int Count => _changes.Count;

    /// <summary>The change of an instance; null when it is not touched.</summary>
    internal PlannedChange? Find(InstanceKey key)
    {
        if (_byKey is not null)
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

        var change = new PlannedChange(key, state.Find(key));
        _changes.Add(change);
        if (_byKey is not null)
            _byKey.Add(key, change);
        else if (_changes.Count > Few)
            BeginTable();
        return change;
    }

    /// <summary>Goes through them.</summary>
    public List<PlannedChange>.Enumerator GetEnumerator() => _changes.GetEnumerator();

    private void BeginTable()
    {
        _byKey = new Dictionary<InstanceKey, PlannedChange>(_changes.Capacity);
        foreach (PlannedChange change in _changes)
            _byKey.Add(change.Key, change);
    }
}
