using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Records;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>
/// Decides what a commit writes: its own records, and copies of what is still alive in the oldest batches when those
/// are due for cleaning. Nothing is changed here.
/// </summary>
/// <param name="live">What is alive.</param>
/// <param name="readBatch">Reads a batch that is there.</param>
internal sealed class CommitPlanner(LiveRecords live, Func<long, byte[]> readBatch)
{
    // A commit cleans a little more than it writes: so the dead never outgrow the living by much, and no commit is slow.
    private const int CleanedPerRecord = 2;
    private const int CleanedPerCommit = 64;

    private readonly TextPool _texts = new();

    /// <summary>Plans one commit.</summary>
    /// <exception cref="InvalidDataException">A batch to be cleaned is not as it was written.</exception>
    public CommitPlan Plan(StoreCommit commit)
    {
        var writer = new BatchWriter(live.NextId);
        var places = new Dictionary<RecordKey, long?>();
        foreach (InstanceWrite write in commit.Instances)
            Place(RecordKey.Of(write.Key), write.Value is null, () => writer.Add(write), places);
        foreach (SettingsWrite write in commit.Settings)
            Place(RecordKey.OfSettings(write.Service), write.Value is null, () => writer.Add(write), places);

        (long firstId, long removed) = live.NeedsCleaning ? Clean(writer, places) : (live.FirstId, 0);
        IReadOnlyList<Batch> added = writer.Finish();
        return new CommitPlan(added, live.FirstId, firstId, live.NextId + added.Count, removed, places);
    }

    private void Place(RecordKey key, bool isGone, Func<long> add, Dictionary<RecordKey, long?> places)
    {
        if (!isGone)
        {
            places[key] = add();
        }
        else if (live.Contains(key))
        {
            add();
            places[key] = null;
        }
    }

    private (long FirstId, long Removed) Clean(BatchWriter writer, Dictionary<RecordKey, long?> places)
    {
        long budget = CleanedPerCommit + ((long)places.Count * CleanedPerRecord);
        long removed = 0;
        long id = live.FirstId;
        for (; id < live.NextId && removed < budget; id++)
            removed += CleanOldest(id, writer, places);
        return (id, removed);
    }

    private int CleanOldest(long id, BatchWriter writer, Dictionary<RecordKey, long?> places)
    {
        var reader = new BatchReader(id, readBatch(id), _texts);
        while (reader.Read())
        {
            // That something is gone need not be kept: no older batch is left in which it would still be.
            if (live.IsLive(reader.Key, id) && !places.ContainsKey(reader.Key))
                places[reader.Key] = writer.AddCopy(reader.Kind, reader.Content);
        }

        return reader.Count;
    }
}
