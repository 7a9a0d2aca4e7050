using DnsRegistry.Server.Query;

namespace DnsRegistry.Server.Tcp;

/// <summary>What answering over TCP needs while it lasts: a handler, and room for responses with their lengths in front.</summary>
/// <param name="handler">The path from request to response.</param>
internal sealed class TcpWorkspace(QueryHandler handler)
{
    /// <summary>Octets of the length in front of each message (RFC 1035 §4.2.2).</summary>
    internal const int PrefixOctets = 2;

    /// <summary>Octets that one more response may need.</summary>
    internal const int MostOctetsPerResponse = PrefixOctets + ResponseLimits.MaxTcpOctets;

    /// <summary>The path from request to response.</summary>
    internal QueryHandler Handler { get; } = handler;

    /// <summary>Room for one response of any size and many of the usual one.</summary>
    internal byte[] Output { get; } = new byte[2 * MostOctetsPerResponse];

    /// <summary>Octets of the output that wait to be sent.</summary>
    internal int Filled { get; set; }

    /// <summary>Whether another response is sure to fit.</summary>
    internal bool HasRoom => Output.Length - Filled >= MostOctetsPerResponse;
}
