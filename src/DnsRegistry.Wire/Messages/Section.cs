namespace DnsRegistry.Wire.Messages;

/// <summary>The sections of a response that hold records, in the order in which they are written (RFC 1035 §4.1).</summary>
public enum Section
{
    /// <summary>Records that answer the question.</summary>
    Answer,

    /// <summary>The SOA of a negative answer, or the NS of a referral.</summary>
    Authority,

    /// <summary>Records that save the asker another question.</summary>
    Additional,
}
