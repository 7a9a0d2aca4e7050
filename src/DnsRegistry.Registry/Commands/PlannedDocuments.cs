namespace DnsRegistry.Registry.Commands;

/// <summary>
/// What a plan makes of the documents of one kind: settings, route rules, overrides. Most plans are about none, and share
/// the one that stays empty.
/// </summary>
/// <typeparam name="TKey">What a document is about.</typeparam>
/// <typeparam name="TDocument">The kind, as it is stored.</typeparam>
internal sealed class PlannedDocuments<TKey, TDocument>
    where TKey : notnull
    where TDocument : class
{
    private readonly Dictionary<TKey, Planned<TDocument>> _documents = [];

    /// <summary>Nothing is planned. It stays so: <see cref="Put"/> makes another.</summary>
    internal static PlannedDocuments<TKey, TDocument> None { get; } = new();

    /// <summary>Documents that change.</summary>
    internal int Count => _documents.Count;

    /// <summary>A document after the plan so far, or null.</summary>
    /// <param name="key">Which.</param>
    /// <param name="known">As it is now.</param>
    internal TDocument? Find(TKey key, TDocument? known) =>
        _documents.TryGetValue(key, out Planned<TDocument> planned) ? planned.Next : known;

    /// <summary>Plans a document, in the place of what was planned for it before.</summary>
    /// <returns>This, or the first of its kind.</returns>
    internal PlannedDocuments<TKey, TDocument> Put(TKey key, TDocument? next, long revision)
    {
        PlannedDocuments<TKey, TDocument> all = ReferenceEquals(this, None) ? new() : this;
        all._documents[key] = new Planned<TDocument>(next, revision);
        return all;
    }

    /// <summary>What has to be written, each as its kind of write.</summary>
    internal IReadOnlyList<TWrite> ToWrites<TWrite>(Func<TKey, TDocument?, TWrite> toWrite)
    {
        if (Count == 0)
            return [];

        var writes = new List<TWrite>(Count);
        foreach ((TKey key, Planned<TDocument> planned) in _documents)
            writes.Add(toWrite(key, planned.Next));
        return writes;
    }

    /// <summary>Goes through them in the order in which they were planned first.</summary>
    public Dictionary<TKey, Planned<TDocument>>.Enumerator GetEnumerator() => _documents.GetEnumerator();
}
