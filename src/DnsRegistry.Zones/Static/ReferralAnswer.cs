using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static;

/// <summary>A referral: the name servers of a child zone and the addresses needed to reach them (RFC 1034 §4.3.2 step 3b).</summary>
internal static class ReferralAnswer
{
    /// <summary>Writes the referral. AA speaks of the first owner name: only a CNAME before the cut sets it (RFC 1035 §4.1.1).</summary>
    internal static Rcode Write(Delegation delegation, ref ResponseWriter writer)
    {
        writer.IsAuthoritative = writer.AnswerCount > 0;
        RRset servers = delegation.NameServers;
        bool fits = writer.TryWriteRecords(Section.Authority, servers.Owner.Wire, servers, servers.TtlSeconds);
        foreach (RRset glue in delegation.InDomainGlue)
            fits = fits && writer.TryWriteRecords(Section.Additional, glue.Owner.Wire, glue, glue.TtlSeconds);

        // Servers inside the child zone cannot be found without their addresses (RFC 9471 §3.1); others can.
        if (!fits)
        {
            writer.IsTruncated = true;
            return Rcode.NoError;
        }

        foreach (RRset address in delegation.OtherAddresses)
        {
            if (!writer.TryWriteRRset(Section.Additional, address.Owner.Wire, address, address.TtlSeconds))
                break;
        }

        return Rcode.NoError;
    }
}
