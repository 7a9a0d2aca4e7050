using System.Net;

namespace DnsRegistry.Host.CommandLine;

/// <summary>Asks a DNS server one question.</summary>
internal interface IDnsLookup
{
    /// <summary>Whether this is the name of a record type.</summary>
    bool IsRecordType(string type);

    /// <summary>Asks.</summary>
    /// <param name="server">Whom.</param>
    /// <param name="name">The QNAME.</param>
    /// <param name="type">The QTYPE by its name.</param>
    /// <param name="useTcp">Whether to ask over TCP from the start.</param>
    /// <returns>The response, a line for each record; null when none came.</returns>
    Task<DnsLookupReply?> AskAsync(IPEndPoint server, string name, string type, bool useTcp);
}
