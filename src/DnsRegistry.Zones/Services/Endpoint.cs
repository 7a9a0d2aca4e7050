using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Services;

/// <summary>One instance as DNS answers it, everything in wire form. Immutable: a change makes another.</summary>
public sealed class Endpoint
{
    private readonly byte[] _id;
    private readonly byte[] _ipv4;
    private readonly byte[] _ipv6;
    private readonly byte[] _text;
    private readonly EndpointPort[] _ports;

    /// <summary>An instance.</summary>
    /// <param name="id">Its id, lower-cased, without length octet.</param>
    /// <param name="ipv4">Its IPv4 addresses, four octets each.</param>
    /// <param name="ipv6">Its IPv6 addresses, sixteen octets each.</param>
    /// <param name="ports">Its named ports.</param>
    /// <param name="text">The RDATA of its TXT record; empty when it has none.</param>
    /// <param name="lifetime">Until when an answer with it is sure to hold.</param>
    public Endpoint(byte[] id, byte[] ipv4, byte[] ipv6, EndpointPort[] ports, byte[] text, IAnswerLifetime lifetime)
    {
        _id = id;
        _ipv4 = ipv4;
        _ipv6 = ipv6;
        _ports = ports;
        _text = text;
        Lifetime = lifetime;
    }

    /// <summary>The id as a label, without length octet.</summary>
    public ReadOnlySpan<byte> Id => _id;

    /// <summary>IPv4 addresses, four octets each.</summary>
    public ReadOnlySpan<byte> IPv4 => _ipv4;

    /// <summary>IPv6 addresses, sixteen octets each.</summary>
    public ReadOnlySpan<byte> IPv6 => _ipv6;

    /// <summary>Named ports.</summary>
    public ReadOnlySpan<EndpointPort> Ports => _ports;

    /// <summary>The RDATA of its TXT record: its metadata. Empty when it has none.</summary>
    public ReadOnlySpan<byte> Text => _text;

    /// <summary>The name that stands for its addresses, or null.</summary>
    public DomainName? Host { get; init; }

    /// <summary>The main port; 0 when it has none.</summary>
    public ushort Port { get; init; }

    /// <summary>Its share of the load; 0 takes it out of every answer.</summary>
    public ushort Weight { get; init; }

    /// <summary>Whether it is healthy.</summary>
    public bool IsPassing { get; init; }

    /// <summary>Until when an answer with it is sure to hold.</summary>
    public IAnswerLifetime Lifetime { get; }

    /// <summary>The port of this name and protocol; 0 when it has none.</summary>
    public ushort PortNamed(ReadOnlySpan<byte> name, bool isUdp)
    {
        foreach (EndpointPort port in _ports)
        {
            if (port.IsUdp == isUdp && port.Name.Span.SequenceEqual(name))
                return port.Port;
        }

        return 0;
    }

    /// <summary>Whether one of its addresses is this one, in the four or sixteen octets of its family.</summary>
    public bool HasAddress(ReadOnlySpan<byte> address)
    {
        ReadOnlySpan<byte> addresses = address.Length == 4 ? _ipv4 : _ipv6;
        for (; addresses.Length > 0; addresses = addresses[address.Length..])
        {
            if (addresses[..address.Length].SequenceEqual(address))
                return true;
        }

        return false;
    }

    /// <summary>Whether this instance and another are answered alike, whatever their leases.</summary>
    public bool IsAnsweredLike(Endpoint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Port == other.Port && Weight == other.Weight && IsPassing == other.IsPassing && Host == other.Host
            && _id.AsSpan().SequenceEqual(other._id)
            && _ipv4.AsSpan().SequenceEqual(other._ipv4)
            && _ipv6.AsSpan().SequenceEqual(other._ipv6)
            && _text.AsSpan().SequenceEqual(other._text)
            && HasSamePorts(other);
    }

    private bool HasSamePorts(Endpoint other)
    {
        if (_ports.Length != other._ports.Length)
            return false;

        foreach (EndpointPort port in _ports)
        {
            if (other.PortNamed(port.Name.Span, port.IsUdp) != port.Port)
                return false;
        }

        return true;
    }
}
