namespace DnsRegistry.Registry.Instances;

/// <summary>The transport of a port: the <c>_proto</c> label of RFC 2782.</summary>
public enum PortProtocol
{
    /// <summary><c>_tcp</c>.</summary>
    Tcp,

    /// <summary><c>_udp</c>.</summary>
    Udp,
}
