using System.Buffers.Binary;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Server.Query;

/// <summary>
/// What one handler has counted. Only the thread that uses the handler counts, so it takes neither lock nor atomic
/// operation; anybody may read, a moment behind.
/// </summary>
public sealed class QueryCounters
{
    /// <summary>Response codes there can be.</summary>
    private const int Rcodes = (int)Rcode.BadVers + 1;

    private const int Dropped = Rcodes;
    private const int Truncated = Rcodes + 1;
    private const int FirstTransport = Rcodes + 2;
    private const int Transports = 2;

    /// <summary>The TC bit in the second 16 bits of a header (RFC 1035 §4.1.1).</summary>
    private const ushort TruncatedBit = 0x0200;

    /// <summary>A cache line on either side, so that the counters of two threads never share one.</summary>
    private const int Apart = 8;

    private readonly long[] _counts = new long[Apart + FirstTransport + Transports + Apart];

    /// <summary>Queries that came this way, those met with silence included.</summary>
    internal long Queries(Transport transport) => Read(FirstTransport + (int)transport);

    /// <summary>Responses with this code.</summary>
    internal long Responses(Rcode rcode) => Read((int)rcode);

    /// <summary>Requests met with silence.</summary>
    internal long DroppedRequests => Read(Dropped);

    /// <summary>Responses with the TC bit.</summary>
    internal long TruncatedResponses => Read(Truncated);

    /// <summary>Counts one request and what became of it.</summary>
    /// <param name="transport">How it came.</param>
    /// <param name="response">The response; empty for silence.</param>
    /// <param name="isBadVersion">Whether its code is <see cref="Rcode.BadVers"/>, which the header alone does not say.</param>
    internal void Count(Transport transport, ReadOnlySpan<byte> response, bool isBadVersion)
    {
        _counts[Apart + FirstTransport + (int)transport]++;
        if (response.IsEmpty)
        {
            _counts[Apart + Dropped]++;
            return;
        }

        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(response[2..]);
        _counts[Apart + (isBadVersion ? (int)Rcode.BadVers : flags & 0xF)]++;
        if ((flags & TruncatedBit) != 0)
            _counts[Apart + Truncated]++;
    }

    private long Read(int index) => Volatile.Read(ref _counts[Apart + index]);
}
