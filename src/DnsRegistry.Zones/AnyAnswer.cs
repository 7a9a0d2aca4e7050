using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones;

/// <summary>What QTYPE=ANY gets: one made-up HINFO instead of everything (RFC 8482 §4.2).</summary>
public static class AnyAnswer
{
    /// <summary>
    /// For a name of a zone file: long enough that whoever asks ANY does not ask again soon, short enough to change one's mind.
    /// </summary>
    public const uint StaticTtlSeconds = 3600;

    private static readonly Rdata s_hinfo = new("\x07RFC8482\x00"u8);

    /// <summary>Writes the HINFO.</summary>
    /// <param name="owner">The QNAME, lower-cased wire form.</param>
    /// <param name="ttlSeconds">The TTL.</param>
    /// <param name="writer">The response.</param>
    public static Rcode Write(scoped ReadOnlySpan<byte> owner, uint ttlSeconds, ref ResponseWriter writer)
    {
        if (!writer.TryWriteRecord(Section.Answer, owner, RecordType.HInfo, ttlSeconds, s_hinfo))
            writer.IsTruncated = true;
        return Rcode.NoError;
    }
}
