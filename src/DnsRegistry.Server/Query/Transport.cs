namespace DnsRegistry.Server.Query;

/// <summary>How a request came.</summary>
public enum Transport
{
    /// <summary>One datagram; the response is one, too.</summary>
    Udp,

    /// <summary>A stream of length-prefixed messages (RFC 7766).</summary>
    Tcp,
}
