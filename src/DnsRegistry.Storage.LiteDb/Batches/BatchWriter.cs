using DnsRegistry.Storage.LiteDb.Records;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>Puts records into batches, the next one when one is full.</summary>
/// <param name="firstId">The number of the first batch.</param>
internal sealed class BatchWriter(long firstId)
{
    // Two pages of LiteDB. What is lost with a page is the whole document, and of longer ones many would have their ends on
    // the same page; shorter ones take longer to load. A record that is longer by itself has a batch of its own.
    private const int MaxOctets = 16_000;

    private readonly List<Batch> _finished = [];
    private readonly OctetWriter _records = new();
    private readonly OctetWriter _batch = new();
    private int _count;

    /// <summary>The number of the batch that takes the next record.</summary>
    public long CurrentId => firstId + _finished.Count;

    /// <summary>Puts records into batches.</summary>
    public static IReadOnlyList<Batch> Write(long firstId, IReadOnlyCollection<StoredRecord> records)
    {
        var writer = new BatchWriter(firstId);
        foreach (StoredRecord record in records)
            writer.Add(record.Kind, record.Content.Span);
        return writer.Finish();
    }

    /// <summary>Adds a record.</summary>
    /// <returns>The number of the batch that has it.</returns>
    public long Add(RecordKind kind, ReadOnlySpan<byte> content)
    {
        if (_count > 0 && _records.Written.Length + content.Length > MaxOctets)
            FinishBatch();

        _records.WriteByte((byte)kind);
        _records.WriteOctets(content);
        _count++;
        return CurrentId;
    }

    /// <summary>All batches.</summary>
    public IReadOnlyList<Batch> Finish()
    {
        if (_count > 0)
            FinishBatch();
        return _finished;
    }

    private void FinishBatch()
    {
        _batch.WriteInt32(_count);
        _batch.WriteRaw(_records.Written);
        _finished.Add(new Batch(CurrentId, _count, BatchChecksum.Seal(CurrentId, _batch.Written)));
        _batch.Clear();
        _records.Clear();
        _count = 0;
    }
}
