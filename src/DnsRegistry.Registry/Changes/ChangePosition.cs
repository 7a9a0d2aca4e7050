namespace DnsRegistry.Registry.Changes;

/// <summary>How far something has come: everything before the position is at or below the revision.</summary>
/// <param name="Position">The place of the next change in the sequence of this process.</param>
/// <param name="Revision">The revision of the registry at that moment.</param>
internal sealed record ChangePosition(long Position, long Revision);
