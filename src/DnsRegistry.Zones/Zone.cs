using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones;

/// <summary>One DNS zone for which this server is an authority.</summary>
/// <param name="apex">The name at the top of the zone.</param>
public abstract class Zone(DomainName apex)
{
    /// <summary>The name at the top of the zone.</summary>
    public DomainName Apex { get; } = apex;

    /// <summary>
    /// Writes what this zone answers: records, AA, TC and extended error. It takes no lock, waits for nothing and
    /// allocates nothing.
    /// </summary>
    /// <param name="query">A question for a name at or below <see cref="Apex"/>.</param>
    /// <param name="writer">A response that holds the question so far.</param>
    /// <returns>The RCODE to finish the response with.</returns>
    public abstract Rcode Answer(scoped in ZoneQuery query, ref ResponseWriter writer);
}
