namespace DnsRegistry.Wire.Records;

/// <summary>CLASS and QCLASS values (RFC 1035 §3.2.4).</summary>
public enum RecordClass : ushort
{
    /// <summary>The Internet.</summary>
    Internet = 1,

    /// <summary>Chaosnet, today the home of <c>version.bind</c>.</summary>
    Chaos = 3,

    /// <summary>Any class.</summary>
    Any = 255,
}
