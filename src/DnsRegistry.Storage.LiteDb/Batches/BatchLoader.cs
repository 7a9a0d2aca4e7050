using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Storage.LiteDb.Records;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>Reads all batches, the newest first: so the first record of a key is the one that counts.</summary>
internal sealed class BatchLoader
{
    private readonly LiveRecords _live;
    private readonly HashSet<RecordKey> _gone = [];
    private readonly TextPool _texts = new();

    /// <summary>Begins with nothing alive.</summary>
    public BatchLoader(LiveRecords live, StoreMeta meta)
    {
        _live = live;
        _live.Reset(meta);
    }

    /// <summary>Reads the next older batch.</summary>
    /// <exception cref="InvalidDataException">It is not as it was written.</exception>
    public BatchContent Load(long id, byte[] octets)
    {
        var instances = new List<StoredInstance>();
        var settings = new List<StoredSettings>();
        var batch = new BatchReader(id, octets, _texts);
        while (batch.Read())
        {
            OctetReader value = batch.Value;
            if (batch.Kind is RecordKind.InstanceGone or RecordKind.SettingsGone)
                AddGone(batch.Key);
            else if (_gone.Contains(batch.Key) || !_live.TryAddLoaded(batch.Key, id))
                continue;
            else if (batch.Key.Id is string instanceId)
                instances.Add(InstanceCodec.Read(ref value, new InstanceKey(batch.Key.Service, instanceId)));
            else
                settings.Add(SettingsCodec.Read(ref value, batch.Key.Service));
        }

        _live.AddLoaded(batch.Count);
        return new BatchContent(instances, settings);
    }

    private void AddGone(RecordKey key)
    {
        if (!_live.Contains(key))
            _gone.Add(key);
    }
}
