namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>One record as it stands in files.</summary>
/// <param name="Key">What it is about.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Content">The record behind its kind: the key, then what is said.</param>
internal readonly record struct StoredRecord(RecordKey Key, RecordKind Kind, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether it says that something is no longer there.</summary>
    public bool IsGone => Kind.IsGone();
}
