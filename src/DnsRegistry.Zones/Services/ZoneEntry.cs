namespace DnsRegistry.Zones.Services;

/// <summary>A zone label that registrations have: its name exists as long as there is one.</summary>
/// <param name="label">The label.</param>
internal sealed class ZoneEntry(byte[] label) : ILabeled
{
    /// <inheritdoc/>
    public ReadOnlySpan<byte> Label => label;

    /// <summary>Registrations in this zone. Writer only.</summary>
    internal int Registrations { get; set; }
}
