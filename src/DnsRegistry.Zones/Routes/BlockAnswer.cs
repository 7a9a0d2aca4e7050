namespace DnsRegistry.Zones.Routes;

/// <summary>What is said to those who are blocked.</summary>
public enum BlockAnswer
{
    /// <summary>REFUSED.</summary>
    Refused,

    /// <summary>NOERROR without records.</summary>
    NoData,

    /// <summary>NXDOMAIN.</summary>
    NXDomain,
}
