namespace DnsRegistry.Zones.Services;

/// <summary>The labels with an underscore that stand in front of a name (RFC 2782). The number is how many there are.</summary>
internal enum ServicePrefix
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>_tcp</c> or <c>_udp</c> alone: a name that exists only because longer ones do.</summary>
    Protocol = 1,

    /// <summary><c>_port._proto</c>, or <c>_service._proto</c> before a zone.</summary>
    PortAndProtocol = 2,
}
