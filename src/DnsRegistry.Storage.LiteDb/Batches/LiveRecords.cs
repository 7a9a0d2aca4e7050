using DnsRegistry.Storage.LiteDb.Records;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>Knows which batch has the newest record of each key. Everything else in a batch is dead: replaced, or gone.</summary>
internal sealed class LiveRecords
{
    // Below this a database is so small that nobody minds what is dead in it.
    private const int SpareRecords = 4096;
    private const int SpareBatches = 1024;
    private const int GoodBatchRecords = 16;

    private readonly Dictionary<RecordKey, long> _batches = [];
    private long _records;

    /// <summary>The oldest batch.</summary>
    public long FirstId { get; private set; } = StoreMeta.Empty.FirstId;

    /// <summary>The number of the next batch.</summary>
    public long NextId { get; private set; } = StoreMeta.Empty.NextId;

    /// <summary>Keys that have a record.</summary>
    public int Count => _batches.Count;

    /// <summary>Whether cleaning is due: more is dead than alive, or the batches have become many and small.</summary>
    public bool NeedsCleaning =>
        _records > (2L * _batches.Count) + SpareRecords
        || NextId - FirstId > (_records / GoodBatchRecords) + SpareBatches;

    /// <summary>Whether there is a record of this key.</summary>
    public bool Contains(RecordKey key) => _batches.ContainsKey(key);

    /// <summary>Whether this batch has the newest record of this key.</summary>
    public bool IsLive(RecordKey key, long batchId) => _batches.TryGetValue(key, out long newest) && newest == batchId;

    /// <summary>Takes over what a commit has changed.</summary>
    public void Apply(CommitPlan plan)
    {
        foreach ((RecordKey key, long? batchId) in plan.Places)
        {
            if (batchId is long id)
                _batches[key] = id;
            else
                _batches.Remove(key);
        }

        foreach (Batch batch in plan.Added)
            _records += batch.Count;
        _records -= plan.RemovedRecords;
        FirstId = plan.FirstId;
        NextId = plan.NextId;
    }

    /// <summary>What a commit without records does to the batches.</summary>
    public CommitPlan NoChange() => new([], FirstId, FirstId, NextId, Count, 0, new Dictionary<RecordKey, long?>());

    /// <summary>Takes the batches that the records of a journal were read from as its own.</summary>
    /// <param name="batches">The batches; their records were noted as they were read.</param>
    /// <returns>The commit that has yet to put them into the database.</returns>
    public CommitPlan TakeJournal(IReadOnlyList<Batch> batches)
    {
        NextId += batches.Count;
        return NoChange() with { Added = batches };
    }

    /// <summary>Forgets everything, and begins with what is stored.</summary>
    public void Reset(StoreMeta meta)
    {
        _batches.Clear();
        _batches.EnsureCapacity(meta.Live);
        _records = 0;
        FirstId = meta.FirstId;
        NextId = meta.NextId;
    }

    /// <summary>Counts the records of a batch that was read.</summary>
    public void AddLoaded(int records) => _records += records;

    /// <summary>Notes a record that was read, the newest first.</summary>
    /// <returns><see langword="false"/> when a newer one is known.</returns>
    public bool TryAddLoaded(RecordKey key, long batchId) => _batches.TryAdd(key, batchId);
}
