namespace DnsRegistry.Zones.Routes;

/// <summary>How an answer is made to fail.</summary>
public enum FaultKind
{
    /// <summary>SERVFAIL.</summary>
    ServFail,

    /// <summary>REFUSED.</summary>
    Refused,

    /// <summary>NXDOMAIN.</summary>
    NXDomain,

    /// <summary>NOERROR without records.</summary>
    NoData,

    /// <summary>No records and the TC bit over UDP; over TCP the rule is not there.</summary>
    Truncate,

    /// <summary>Silence.</summary>
    Drop,

    /// <summary>The usual answer, later.</summary>
    Delay,

    /// <summary>Other addresses than those of the instances.</summary>
    Address,
}
