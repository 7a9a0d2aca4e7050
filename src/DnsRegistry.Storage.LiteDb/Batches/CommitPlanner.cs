using DnsRegistry.Storage.LiteDb.Records;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>
/// Decides what a commit writes: its own records, and copies of what is still alive in the oldest batches when those
/// are due for cleaning. Nothing is changed here.
/// </summary>
/// <param name="live">What is alive.</param>
internal sealed class CommitPlanner(LiveRecords live)
{
    // A commit cleans a little more than it writes: so the dead never outgrow the living by much, and no commit is slow.
    private const int CleanedPerRecord = 2;
    private const int CleanedPerCommit = 64;

    private const int ReadAtOnce = 4;

    private readonly TextPool _texts = new();

    /// <summary>Plans one commit.</summary>
    /// <param name="records">What is to be written, no key twice.</param>
    /// <param name="readBatches">Reads batches that are there, from the first number to the last.</param>
    /// <exception cref="InvalidDataException">A batch to be cleaned is not as it was written.</exception>
    public CommitPlan Plan(IReadOnlyCollection<StoredRecord> records, Func<long, long, List<byte[]>> readBatches)
    {
        var writer = new BatchWriter(live.NextId);
        var places = new Dictionary<RecordKey, long?>(records.Count);
        foreach (StoredRecord record in records)
        {
            if (!record.IsGone)
            {
                places[record.Key] = writer.Add(record.Kind, record.Content.Span);
            }
            else if (live.Contains(record.Key))
            {
                writer.Add(record.Kind, record.Content.Span);
                places[record.Key] = null;
            }
        }

        int liveAfter = LiveAfter(places);
        (long firstId, long removed) = live.NeedsCleaning ? Clean(writer, places, readBatches) : (live.FirstId, 0);
        IReadOnlyList<Batch> added = writer.Finish();
        return new CommitPlan(added, live.FirstId, firstId, live.NextId + added.Count, liveAfter, removed, places);
    }

    private int LiveAfter(Dictionary<RecordKey, long?> places)
    {
        int count = live.Count;
        foreach ((RecordKey key, long? batchId) in places)
        {
            if (batchId is null)
                count--;
            else if (!live.Contains(key))
                count++;
        }

        return count;
    }

    private (long FirstId, long Removed) Clean(
        BatchWriter writer, Dictionary<RecordKey, long?> places, Func<long, long, List<byte[]>> readBatches)
    {
        long budget = CleanedPerCommit + ((long)places.Count * CleanedPerRecord);
        long removed = 0;
        long firstId = live.FirstId;
        while (removed < budget && firstId < live.NextId)
        {
            long lastId = Math.Min(firstId + ReadAtOnce, live.NextId) - 1;
            foreach (byte[] batch in readBatches(firstId, lastId))
            {
                removed += CleanOldest(firstId++, batch, writer, places);
                if (removed >= budget)
                    break;
            }
        }

        return (firstId, removed);
    }

    private int CleanOldest(long id, byte[] batch, BatchWriter writer, Dictionary<RecordKey, long?> places)
    {
        var reader = new BatchReader(id, batch, _texts);
        while (reader.Read())
        {
            // That something is gone need not be kept: no older batch is left in which it would still be.
            if (live.IsLive(reader.Key, id) && !places.ContainsKey(reader.Key))
                places[reader.Key] = writer.Add(reader.Kind, reader.Content);
        }

        return reader.Count;
    }
}
