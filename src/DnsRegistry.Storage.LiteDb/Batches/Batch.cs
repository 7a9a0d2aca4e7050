namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>Some records in one document.</summary>
/// <param name="Id">Its number: batches are counted up, and a later record of the same key replaces an earlier one.</param>
/// <param name="Count">Records in it.</param>
/// <param name="Octets">The checksum (4 octets, over the number and all that follows), the count, the records.</param>
internal sealed record Batch(long Id, int Count, byte[] Octets);
