namespace DnsRegistry.Wire.Records;

/// <summary>Kinds of message (RFC 1035 §4.1.1, RFC 1996, RFC 2136).</summary>
public enum Opcode : byte
{
    /// <summary>A standard query.</summary>
    Query = 0,

    /// <summary>An inverse query, obsolete (RFC 3425).</summary>
    IQuery = 1,

    /// <summary>A server status request.</summary>
    Status = 2,

    /// <summary>A notice of a zone change (RFC 1996).</summary>
    Notify = 4,

    /// <summary>A dynamic update (RFC 2136).</summary>
    Update = 5,
}
