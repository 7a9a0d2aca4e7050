namespace DnsRegistry.Wire.Messages;

/// <summary>What a received message deserves.</summary>
public enum QueryVerdict
{
    /// <summary>A well-formed standard query: answer it.</summary>
    Accept,

    /// <summary>Silence. It is a response, or too short to have a header: an answer could start a loop.</summary>
    Drop,

    /// <summary>FORMERR (RFC 1035 §4.1.1).</summary>
    Malformed,

    /// <summary>NOTIMP: an opcode that is not spoken here.</summary>
    NotImplemented,

    /// <summary>BADVERS: an EDNS version above 0 (RFC 6891 §6.1.3).</summary>
    BadVersion,
}
