using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>
/// Instances that a rule may leave: with a pinned address, where addresses are pinned, and the port that the name is about.
/// </summary>
/// <param name="pins">The pinned addresses; empty for all.</param>
/// <param name="port">The port.</param>
/// <param name="needsPort">Whether the name is about a port at all.</param>
internal readonly ref struct IsWanted(AddressLimits pins, HasPort port, bool needsPort) : IMemberFilter
{
    private readonly AddressLimits _pins = pins;
    private readonly HasPort _port = port;

    /// <inheritdoc/>
    public bool Accepts(Endpoint endpoint) =>
        (_pins.IsEmpty || _pins.IsOneOf(endpoint)) && (!needsPort || _port.Accepts(endpoint));
}
