using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static;

/// <summary>A zone cut: the name servers of a child zone and their addresses (RFC 1034 §4.2.1).</summary>
/// <param name="nameServers">The NS RRset at the cut.</param>
/// <param name="inDomainGlue">Addresses of servers inside the child zone: nobody can reach it without them (RFC 9471 §3.1).</param>
/// <param name="otherAddresses">Addresses of servers elsewhere in this zone, sibling glue among them (RFC 9471 §3.2).</param>
internal sealed class Delegation(RRset nameServers, RRset[] inDomainGlue, RRset[] otherAddresses)
{
    internal RRset NameServers { get; } = nameServers;

    internal ReadOnlySpan<RRset> InDomainGlue => inDomainGlue;

    internal ReadOnlySpan<RRset> OtherAddresses => otherAddresses;
}
