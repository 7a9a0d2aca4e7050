using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Choice;

/// <summary>Instances that have a port: the main one, or one of a name and protocol.</summary>
/// <param name="name">The port's name; empty for the main port.</param>
/// <param name="isUdp">The protocol of a named port.</param>
internal readonly ref struct HasPort(ReadOnlySpan<byte> name, bool isUdp) : IMemberFilter
{
    private readonly ReadOnlySpan<byte> _name = name;

    /// <inheritdoc/>
    public bool Accepts(Endpoint endpoint) => PortOf(endpoint) != 0;

    /// <summary>The port of an instance, 0 when it has none.</summary>
    internal ushort PortOf(Endpoint endpoint) => _name.IsEmpty ? endpoint.Port : endpoint.PortNamed(_name, isUdp);
}
