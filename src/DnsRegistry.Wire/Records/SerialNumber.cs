namespace DnsRegistry.Wire.Records;

/// <summary>A SOA serial. It wraps: order is that of RFC 1982.</summary>
/// <param name="Value">The 32 bits.</param>
public readonly record struct SerialNumber(uint Value)
{
    /// <summary>The serial after this one.</summary>
    public SerialNumber Next => new(unchecked(Value + 1));

    /// <summary>Whether this serial is newer (RFC 1982 §3.2). Two that are exactly 2^31 apart are not comparable: false.</summary>
    public bool IsNewerThan(SerialNumber other)
    {
        uint ahead = unchecked(Value - other.Value);
        return ahead is not 0 and < 0x8000_0000;
    }
}
