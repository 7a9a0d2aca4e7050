using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Records;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>Puts records into batches, the next one when one is full.</summary>
/// <param name="firstId">The number of the first batch.</param>
internal sealed class BatchWriter(long firstId)
{
    // Small enough that cleaning one is quick, and far below what LiteDB takes as one document (16 MiB).
    private const int FullAtOctets = 64 * 1024;

    private readonly List<Batch> _finished = [];
    private readonly OctetWriter _records = new();
    private readonly OctetWriter _record = new();
    private int _count;

    /// <summary>The number of the batch that takes the next record.</summary>
    public long CurrentId => firstId + _finished.Count;

    /// <summary>Adds a registration, or that it is gone.</summary>
    /// <returns>The number of the batch that has it.</returns>
    public long Add(InstanceWrite write)
    {
        _record.WriteText(write.Key.Service);
        _record.WriteText(write.Key.Id);
        if (write.Value is not null)
            InstanceCodec.Write(_record, write.Value);
        return AddRecord(write.Value is null ? RecordKind.InstanceGone : RecordKind.Instance);
    }

    /// <summary>Adds the settings of a service, or that it has none.</summary>
    /// <returns>The number of the batch that has them.</returns>
    public long Add(SettingsWrite write)
    {
        _record.WriteText(write.Service);
        if (write.Value is not null)
            SettingsCodec.Write(_record, write.Value);
        return AddRecord(write.Value is null ? RecordKind.SettingsGone : RecordKind.Settings);
    }

    /// <summary>Adds the override of an instance, or that it has none.</summary>
    /// <returns>The number of the batch that has it.</returns>
    public long Add(OverrideWrite write)
    {
        _record.WriteText(write.Key.Service);
        _record.WriteText(write.Key.Id);
        if (write.Value is not null)
            OverrideCodec.Write(_record, write.Value);
        return AddRecord(write.Value is null ? RecordKind.OverrideGone : RecordKind.Override);
    }

    /// <summary>Adds a record of an earlier batch as it is.</summary>
    /// <returns>The number of the batch that has it.</returns>
    public long AddCopy(RecordKind kind, ReadOnlySpan<byte> content)
    {
        _record.WriteRaw(content);
        return AddRecord(kind);
    }

    /// <summary>All batches.</summary>
    public IReadOnlyList<Batch> Finish()
    {
        if (_count > 0)
            FinishBatch();
        return _finished;
    }

    private long AddRecord(RecordKind kind)
    {
        long id = CurrentId;
        _records.WriteByte((byte)kind);
        _records.WriteOctets(_record.Written);
        _record.Clear();
        _count++;
        if (_records.Written.Length >= FullAtOctets)
            FinishBatch();
        return id;
    }

    private void FinishBatch()
    {
        _record.WriteInt32(_count);
        _record.WriteRaw(_records.Written);
        _finished.Add(new Batch(CurrentId, _count, BatchChecksum.Seal(CurrentId, _record.Written)));
        _record.Clear();
        _records.Clear();
        _count = 0;
    }
}
