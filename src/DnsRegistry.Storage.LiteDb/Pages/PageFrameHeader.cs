namespace DnsRegistry.Storage.LiteDb.Pages;

/// <summary>What stands in front of a page in the log.</summary>
/// <param name="Position">Where the page belongs in the database, in octets.</param>
/// <param name="Commit">The number of the commit; each is one more than the one before it.</param>
/// <param name="IsLast">Whether the commit ends here.</param>
internal readonly record struct PageFrameHeader(long Position, long Commit, bool IsLast);
