using DnsRegistry.Wire.Names;

namespace DnsRegistry.Wire.Records;

/// <summary>The records of one owner name and type, with one TTL (RFC 2181 §5).</summary>
/// <param name="owner">The owner name; it may be a wildcard.</param>
/// <param name="type">The type of all of them.</param>
/// <param name="ttlSeconds">The TTL of all of them, 0 to 2^31-1.</param>
/// <param name="rdata">One entry a record, no two alike.</param>
public sealed class RRset(DomainName owner, RecordType type, uint ttlSeconds, IReadOnlyList<Rdata> rdata)
{
    private readonly Rdata[] _rdata = [.. rdata];

    /// <summary>The owner name.</summary>
    public DomainName Owner { get; } = owner;

    /// <summary>The type.</summary>
    public RecordType Type { get; } = type;

    /// <summary>The TTL in seconds.</summary>
    public uint TtlSeconds { get; } = ttlSeconds;

    /// <summary>The RDATA of each record.</summary>
    public ReadOnlySpan<Rdata> Rdata => _rdata;
}
