namespace DnsRegistry.Wire.Records;

/// <summary>Response codes (RFC 1035 §4.1.1, RFC 2136 §2.2); those above 15 need EDNS (RFC 6891 §6.1.3).</summary>
public enum Rcode : ushort
{
    /// <summary>No error.</summary>
    NoError = 0,

    /// <summary>The request could not be understood.</summary>
    FormErr = 1,

    /// <summary>The server could not answer for a reason of its own.</summary>
    ServFail = 2,

    /// <summary>The name does not exist.</summary>
    NXDomain = 3,

    /// <summary>The server does not support this kind of query.</summary>
    NotImp = 4,

    /// <summary>The server does not want to answer.</summary>
    Refused = 5,

    /// <summary>The synthesised DNAME target is too long (RFC 6672 §2.2).</summary>
    YXDomain = 6,

    /// <summary>Unsupported EDNS version (RFC 6891 §6.1.3).</summary>
    BadVers = 16,
}
