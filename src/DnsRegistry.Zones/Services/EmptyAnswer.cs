namespace DnsRegistry.Zones.Services;

/// <summary>What is answered while instances are registered but none is passing.</summary>
public enum EmptyAnswer
{
    /// <summary>NOERROR and no record: the name exists (RFC 2308 §2.2).</summary>
    NoData,

    /// <summary>NXDOMAIN, the habit of Consul and Kubernetes.</summary>
    NXDomain,
}
