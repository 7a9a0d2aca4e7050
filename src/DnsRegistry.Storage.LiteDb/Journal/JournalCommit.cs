using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Records;

namespace DnsRegistry.Storage.LiteDb.Journal;

/// <summary>One commit in the journal.</summary>
/// <param name="Head">The counters after it.</param>
/// <param name="Records">Its records, no key twice.</param>
internal readonly record struct JournalCommit(StoredHead Head, IReadOnlyList<StoredRecord> Records);
