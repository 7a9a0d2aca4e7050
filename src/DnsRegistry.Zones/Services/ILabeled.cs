namespace DnsRegistry.Zones.Services;

/// <summary>Something that is found by one label.</summary>
internal interface ILabeled
{
    /// <summary>The label, lower-cased, without its length octet.</summary>
    ReadOnlySpan<byte> Label { get; }
}
