using DnsRegistry.Registry.Instances;
using DnsRegistry.Storage.LiteDb.Records;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>Reads the records of one batch.</summary>
internal ref struct BatchReader
{
    private readonly TextPool _texts;
    private OctetReader _records;
    private int _left;

    /// <summary>Starts at the first record.</summary>
    /// <exception cref="InvalidDataException">The octets are not this batch.</exception>
    public BatchReader(long id, ReadOnlySpan<byte> octets, TextPool texts)
    {
        _texts = texts;
        _records = new OctetReader(BatchChecksum.Open(id, octets), texts);
        _left = Count = _records.ReadInt32();
    }

    /// <summary>Records in the batch.</summary>
    public int Count { get; }

    /// <summary>What the record says.</summary>
    public RecordKind Kind { get; private set; }

    /// <summary>What the record is about.</summary>
    public RecordKey Key { get; private set; }

    /// <summary>The instance that the record is about, if it is about one.</summary>
    public InstanceKey Instance { get; private set; }

    /// <summary>Whether the record says that something is no longer there.</summary>
    public readonly bool IsGone => Kind.IsGone();

    /// <summary>The whole record behind its kind, to be copied.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>What stands behind the key.</summary>
    public OctetReader Value { get; private set; }

    /// <summary>Goes to the next record.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    /// <exception cref="InvalidDataException">The octets are not a record.</exception>
    public bool Read()
    {
        if (_left == 0)
            return _records.IsAtEnd ? false : throw new InvalidDataException("More follows behind the last record.");

        _left--;
        Kind = _records.ReadEnum<RecordKind>();
        Content = _records.ReadOctets();
        var reader = new OctetReader(Content, _texts);
        Key = Kind.ReadKey(ref reader, out InstanceKey instance);
        Instance = instance;
        Value = reader;
        return true;
    }
}
