using DnsRegistry.Registry.Instances;
using DnsRegistry.Storage.LiteDb.Records;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>Reads all batches, the newest first: so the first record of a key is the one that counts.</summary>
internal sealed class BatchLoader
{
    private readonly LiveRecords _live;
    private readonly HashSet<RecordKey> _gone = [];
    private readonly HashSet<RecordKey> _journalled = [];
    private readonly TextPool _texts;
    private int _liveInJournal;
    private int _liveBeneath;

    /// <summary>What the last batches had, the next will have too.</summary>
    private int _instancesBefore;

    /// <summary>Begins with nothing alive.</summary>
    public BatchLoader(LiveRecords live, StoreMeta meta)
    {
        _live = live;

        // Services come in any order, and each text that is not shared here is there twice as long as the server runs.
        _texts = new TextPool(Math.Max(TextPool.DefaultSlots, meta.Live));
        _live.Reset(meta);
    }

    /// <summary>Keys that have a record in the batches alone, as if there were no journal.</summary>
    public int SettledCount => _live.Count - _liveInJournal + _liveBeneath;

    /// <summary>Reads what lies over all batches. It comes first.</summary>
    /// <param name="batches">The records of the journal in batches, the oldest first.</param>
    public BatchContent LoadJournal(IReadOnlyList<Batch> batches)
    {
        var content = new BatchContent([], [], [], []);
        foreach (Batch batch in batches)
        {
            Load(batch.Id, batch.Octets, content);
            var reader = new BatchReader(batch.Id, batch.Octets, _texts);
            while (reader.Read())
                _journalled.Add(reader.Key);
        }

        _liveInJournal = _live.Count;
        return content;
    }

    /// <summary>Reads the batches before those that were read.</summary>
    /// <param name="firstId">The number of the first.</param>
    /// <param name="batches">The batches, the oldest first.</param>
    /// <exception cref="InvalidDataException">One is not as it was written.</exception>
    public BatchContent Load(long firstId, IReadOnlyList<byte[]> batches)
    {
        var content = new BatchContent(new List<StoredInstance>(_instancesBefore), [], [], []);
        for (int i = batches.Count - 1; i >= 0; i--)
            Load(firstId + i, batches[i], content);
        _instancesBefore = content.Instances.Count;
        return content;
    }

    private void Load(long id, byte[] octets, BatchContent content)
    {
        var batch = new BatchReader(id, octets, _texts);
        while (batch.Read())
        {
            OctetReader value = batch.Value;
            if (_journalled.Remove(batch.Key))
                _liveBeneath += batch.IsGone ? 0 : 1;
            else if (batch.IsGone)
                AddGone(batch.Key);
            else if (_gone.Contains(batch.Key) || !_live.TryAddLoaded(batch.Key, id))
                continue;
            else if (batch.Kind == RecordKind.Instance)
                content.Instances.Add(InstanceCodec.Read(ref value, batch.Instance));
            else if (batch.Kind == RecordKind.Override)
                content.Overrides.Add(OverrideCodec.Read(ref value, batch.Instance));
            else if (batch.Kind == RecordKind.Routes)
                content.Routes.Add(RoutesCodec.Read(ref value, batch.Key.Service));
            else
                content.Settings.Add(SettingsCodec.Read(ref value, batch.Key.Service));
        }

        _live.AddLoaded(batch.Count);
    }

    private void AddGone(RecordKey key)
    {
        if (!_live.Contains(key))
            _gone.Add(key);
    }
}
