using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Records;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Storage.LiteDb.Journal;

/// <summary>
/// A commit as octets: the head's revision, serial and flag, how many records there are, and each with its kind and
/// length in front.
/// </summary>
internal sealed class CommitEncoder
{
    private readonly OctetWriter _commit = new();
    private readonly OctetWriter _record = new();
    private readonly List<(RecordKey Key, RecordKind Kind, int At, int Octets)> _places = [];
    private StoredHead _head;

    /// <summary>Reads a commit.</summary>
    /// <exception cref="InvalidDataException">The octets are not one.</exception>
    public static JournalCommit Read(ReadOnlyMemory<byte> octets, TextPool texts)
    {
        var reader = new OctetReader(octets.Span, texts);
        var head = new StoredHead(reader.ReadInt64(), new SerialNumber((uint)reader.ReadInt32()), reader.ReadFlag());
        var records = new StoredRecord[reader.ReadCount()];
        for (int i = 0; i < records.Length; i++)
        {
            RecordKind kind = reader.ReadEnum<RecordKind>();
            ReadOnlySpan<byte> content = reader.ReadOctets();
            var key = new OctetReader(content, texts);
            records[i] = new StoredRecord(
                kind.ReadKey(ref key, out _), kind, octets.Slice(octets.Length - reader.Left - content.Length, content.Length));
        }

        return reader.IsAtEnd
            ? new JournalCommit(head, records)
            : throw new InvalidDataException("More follows behind the last record of a commit.");
    }

    /// <summary>Takes a commit in hand.</summary>
    /// <returns>Its octets.</returns>
    public int Encode(StoreCommit commit)
    {
        _commit.Clear();
        _places.Clear();
        _head = commit.Head;
        _commit.WriteInt64(commit.Head.Revision);
        _commit.WriteNumber(commit.Head.Serial.Value);
        _commit.WriteByte(commit.Head.IsAnswerAsLoaded ? (byte)1 : (byte)0);
        _commit.WriteInt32(commit.Instances.Count + commit.Settings.Count + commit.Routes.Count + commit.Overrides.Count);
        foreach (InstanceWrite write in commit.Instances)
            Add(write);
        foreach (SettingsWrite write in commit.Settings)
            Add(write);
        foreach (RoutesWrite write in commit.Routes)
            Add(write);
        foreach (OverrideWrite write in commit.Overrides)
            Add(write);
        return _commit.Written.Length;
    }

    /// <summary>Copies the commit in hand.</summary>
    /// <param name="octets">Room for exactly that.</param>
    /// <returns>The commit, whose records point into the copy.</returns>
    public JournalCommit CopyTo(Memory<byte> octets)
    {
        _commit.Written.CopyTo(octets.Span);
        var records = new StoredRecord[_places.Count];
        for (int i = 0; i < records.Length; i++)
        {
            (RecordKey key, RecordKind kind, int at, int recordOctets) = _places[i];
            records[i] = new StoredRecord(key, kind, octets.Slice(at, recordOctets));
        }

        return new JournalCommit(_head, records);
    }

    private void Add(InstanceWrite write)
    {
        WriteKey(write.Key);
        if (write.Value is { } instance)
            InstanceCodec.Write(_record, instance);
        Add(RecordKey.Of(write.Key), write.Value is null ? RecordKind.InstanceGone : RecordKind.Instance);
    }

    private void Add(SettingsWrite write)
    {
        _record.WriteText(write.Service);
        if (write.Value is not null)
            SettingsCodec.Write(_record, write.Value);
        Add(RecordKey.OfSettings(write.Service), write.Value is null ? RecordKind.SettingsGone : RecordKind.Settings);
    }

    private void Add(RoutesWrite write)
    {
        _record.WriteText(write.Service);
        if (write.Value is not null)
            RoutesCodec.Write(_record, write.Value);
        Add(RecordKey.OfRoutes(write.Service), write.Value is null ? RecordKind.RoutesGone : RecordKind.Routes);
    }

    private void Add(OverrideWrite write)
    {
        WriteKey(write.Key);
        if (write.Value is not null)
            OverrideCodec.Write(_record, write.Value);
        Add(RecordKey.OfOverride(write.Key), write.Value is null ? RecordKind.OverrideGone : RecordKind.Override);
    }

    private void WriteKey(InstanceKey key)
    {
        _record.WriteText(key.Service);
        _record.WriteText(key.Id);
    }

    /// <summary>Adds the record in hand.</summary>
    private void Add(RecordKey key, RecordKind kind)
    {
        ReadOnlySpan<byte> content = _record.Written;
        _commit.WriteByte((byte)kind);
        _commit.WriteOctets(content);
        _places.Add((key, kind, _commit.Written.Length - content.Length, content.Length));
        _record.Clear();
    }
}
