using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Wire.Messages;

/// <summary>One record of a response that was read.</summary>
/// <param name="Owner">The owner name.</param>
/// <param name="Type">The TYPE.</param>
/// <param name="TtlSeconds">The TTL.</param>
/// <param name="Rdata">The RDATA without compression, names in it lower-cased where the type is one that may compress them.</param>
public sealed record ResponseRecord(DomainName Owner, RecordType Type, uint TtlSeconds, ReadOnlyMemory<byte> Rdata);
