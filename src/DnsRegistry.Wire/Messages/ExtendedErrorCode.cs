namespace DnsRegistry.Wire.Messages;

/// <summary>INFO-CODE of an Extended DNS Error (RFC 8914 §4) that this server sends.</summary>
public enum ExtendedErrorCode : ushort
{
    /// <summary>Anything without a code of its own; the text says what.</summary>
    Other = 0,

    /// <summary>An answer that is past its time, given because the truth is not to be had (§4.4).</summary>
    StaleAnswer = 3,

    /// <summary>An answer that was made up on purpose (§4.5).</summary>
    ForgedAnswer = 4,

    /// <summary>The server is not ready yet (§4.15).</summary>
    NotReady = 14,

    /// <summary>A rule of the server forbids the answer (§4.16).</summary>
    Blocked = 15,

    /// <summary>The server does not answer for this asker or this name (§4.19).</summary>
    Prohibited = 18,

    /// <summary>Stale data of a negative kind (§4.20).</summary>
    StaleNXDomainAnswer = 19,

    /// <summary>The server is not authoritative for the name (§4.21).</summary>
    NotAuthoritative = 20,

    /// <summary>The operation is not supported (§4.22).</summary>
    NotSupported = 21,
}
