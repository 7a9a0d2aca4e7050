using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static;

/// <summary>
/// The zone behind static records. It gives the SOA of their negative answers and speaks for the names that they leave
/// open: NXDOMAIN in a zone from a file, registered services in a zone of the registry.
/// </summary>
public interface IStaticBackground
{
    /// <summary>The SOA for negative answers, with the negative TTL (RFC 2308 §3). Read once an answer.</summary>
    RRset NegativeSoa { get; }

    /// <summary>
    /// Answers for a name of the zone that no static record owns. Where a CNAME led here the response already holds
    /// records, and the owner to write is the query's name, not the question's; writing nothing and returning
    /// <see cref="Rcode.NoError"/> then leaves the rest of the chain to the asker.
    /// </summary>
    /// <param name="query">The query, with the name that the chain has come to.</param>
    /// <param name="isEmptyNonTerminal">Whether longer names have static records, so that the name exists.</param>
    /// <param name="writer">The response so far, AA set.</param>
    Rcode AnswerUnowned(scoped ZoneQuery query, bool isEmptyNonTerminal, ref ResponseWriter writer);
}
