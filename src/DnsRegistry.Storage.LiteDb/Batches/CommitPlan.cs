using DnsRegistry.Storage.LiteDb.Records;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>What one commit does to the batches.</summary>
/// <param name="Added">New batches.</param>
/// <param name="OldFirstId">The oldest batch before; from here on the cleaned ones are removed.</param>
/// <param name="FirstId">The oldest batch after.</param>
/// <param name="NextId">The number after the newest batch.</param>
/// <param name="Live">Keys that have a record after it.</param>
/// <param name="RemovedRecords">Records in the removed batches.</param>
/// <param name="Places">Where the newest record of each touched key is; null when it has none any more.</param>
internal sealed record CommitPlan(
    IReadOnlyList<Batch> Added,
    long OldFirstId,
    long FirstId,
    long NextId,
    int Live,
    long RemovedRecords,
    IReadOnlyDictionary<RecordKey, long?> Places);
