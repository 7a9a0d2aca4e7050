namespace DnsRegistry.Wire.Messages;

/// <summary>What the OPT record of a request says (RFC 6891 §6.1).</summary>
public readonly ref struct EdnsRequest
{
    /// <summary>Whether the request has an OPT record.</summary>
    public bool IsPresent { get; init; }

    /// <summary>The EDNS version; only 0 exists.</summary>
    public byte Version { get; init; }

    /// <summary>The largest UDP response that the requestor takes, in octets, as given (values below 512 mean 512).</summary>
    public ushort UdpPayloadOctets { get; init; }

    /// <summary>The DO bit (RFC 3225).</summary>
    public bool IsDnssecOk { get; init; }

    /// <summary>The options in wire form, known to be well-formed.</summary>
    public ReadOnlySpan<byte> Options { get; init; }
}
