using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Records;

namespace DnsRegistry.Storage.LiteDb.Journal;

/// <summary>What some commits come to: of each key the newest record.</summary>
internal sealed class NewestRecords
{
    private readonly Dictionary<RecordKey, StoredRecord> _records = [];

    /// <summary>Whether there was no commit.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>The counters after the last commit.</summary>
    public StoredHead Head { get; private set; }

    /// <summary>The records, in no order.</summary>
    public IReadOnlyCollection<StoredRecord> Records => _records.Values;

    /// <summary>Adds the next commit.</summary>
    public void Add(JournalCommit commit)
    {
        IsEmpty = false;
        Head = commit.Head;
        foreach (StoredRecord record in commit.Records)
            _records[record.Key] = record;
    }

    /// <summary>Forgets them and keeps the memory.</summary>
    public void Clear()
    {
        _records.Clear();
        IsEmpty = true;
        Head = default;
    }
}
