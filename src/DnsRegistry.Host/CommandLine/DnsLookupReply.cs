namespace DnsRegistry.Host.CommandLine;

/// <summary>A DNS response in presentation form.</summary>
/// <param name="Status">The RCODE.</param>
/// <param name="Flags">The header flags that are set.</param>
/// <param name="Sections">The records of each section that has any.</param>
internal sealed record DnsLookupReply(
    string Status, string Flags, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Sections);
