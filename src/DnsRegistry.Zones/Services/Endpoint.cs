using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Services;

/// <summary>One instance as DNS answers it, everything in wire form. Immutable: a change makes another.</summary>
public sealed class Endpoint
{
    // The id as a label, IPv4, IPv6 and text behind each other: an array for each would cost more than what is in it. Where they
    // are few, as for most instances without metadata, they lie in place.
    private readonly InPlace _few;
    private readonly byte[]? _many;
    private readonly EndpointPort[] _ports;
    private readonly byte _fewOctets;
    private readonly byte _ipv4At;
    private readonly byte _ipv6At;
    private readonly ushort _textAt;

    /// <summary>An instance.</summary>
    /// <param name="id">Its id, lower-cased, without length octet.</param>
    /// <param name="ipv4">Its IPv4 addresses, four octets each.</param>
    /// <param name="ipv6">Its IPv6 addresses, sixteen octets each.</param>
    /// <param name="ports">Its named ports.</param>
    /// <param name="text">The RDATA of its TXT record; empty when it has none.</param>
    /// <param name="lifetime">Until when an answer with it is sure to hold.</param>
    public Endpoint(
        ReadOnlySpan<byte> id,
        ReadOnlySpan<byte> ipv4,
        ReadOnlySpan<byte> ipv6,
        EndpointPort[] ports,
        ReadOnlySpan<byte> text,
        IAnswerLifetime lifetime)
    {
        _ports = ports;
        _ipv4At = checked((byte)(1 + id.Length));
        _ipv6At = checked((byte)(_ipv4At + ipv4.Length));
        _textAt = checked((ushort)(_ipv6At + ipv6.Length));
        Lifetime = lifetime;

        int count = _textAt + text.Length;
        if (count <= InPlace.Capacity)
            _fewOctets = (byte)count;
        else
            _many = new byte[count];
        Span<byte> octets = _many ?? (Span<byte>)_few;
        octets[0] = (byte)id.Length;
        id.CopyTo(octets[1..]);
        ipv4.CopyTo(octets[_ipv4At..]);
        ipv6.CopyTo(octets[_ipv6At..]);
        text.CopyTo(octets[_textAt..]);
    }

    /// <summary>The id, without length octet.</summary>
    public ReadOnlySpan<byte> Id => Octets[1.._ipv4At];

    /// <summary>IPv4 addresses, four octets each.</summary>
    public ReadOnlySpan<byte> IPv4 => Octets[_ipv4At.._ipv6At];

    /// <summary>IPv6 addresses, sixteen octets each.</summary>
    public ReadOnlySpan<byte> IPv6 => Octets[_ipv6At.._textAt];

    /// <summary>Named ports.</summary>
    public ReadOnlySpan<EndpointPort> Ports => _ports;

    /// <summary>The RDATA of its TXT record: its metadata. Empty when it has none.</summary>
    public ReadOnlySpan<byte> Text => Octets[_textAt..];

    /// <summary>The name that stands for its addresses, or null.</summary>
    public DomainName? Host { get; init; }

    /// <summary>The main port; 0 when it has none.</summary>
    public ushort Port { get; init; }

    /// <summary>Its share of the load; 0 takes it out of every answer.</summary>
    public ushort Weight { get; init; }

    /// <summary>Whether it is healthy.</summary>
    public bool IsPassing { get; init; }

    /// <summary>Whether it is answered although nobody knows that it is still there: an answer with it says so (RFC 8914 §4.4).</summary>
    public bool IsStale { get; init; }

    /// <summary>Until when an answer with it is sure to hold.</summary>
    public IAnswerLifetime Lifetime { get; }

    /// <summary>The id as a label: a length octet, then the id.</summary>
    internal ReadOnlySpan<byte> IdLabel => Octets[.._ipv4At];

    /// <summary>IPv4 addresses.</summary>
    internal int IPv4Count => (_ipv6At - _ipv4At) / 4;

    /// <summary>IPv6 addresses.</summary>
    internal int IPv6Count => (_textAt - _ipv6At) / 16;

    /// <summary>The only IPv4 address, in network order as read from memory; 0 when there is not exactly one.</summary>
    internal uint SoleIPv4 => IPv4Count == 1 ? MemoryMarshal.Read<uint>(Octets[_ipv4At..]) : 0;

    /// <summary>Whether a host name stands for its addresses.</summary>
    internal bool HasHost => Host is not null;

    /// <summary>Whether it takes part in answers.</summary>
    internal bool IsEligible => IsPassing && Weight > 0;

    /// <summary>Whether it may stand in an answer.</summary>
    /// <param name="includeCritical">Whether those that are not healthy may, too.</param>
    internal bool IsCandidate(bool includeCritical) => includeCritical ? Weight > 0 : IsEligible;

    private ReadOnlySpan<byte> Octets => _many ?? ((ReadOnlySpan<byte>)_few)[.._fewOctets];

    /// <summary>Addresses of both families.</summary>
    internal int AddressCount => IPv4Count + IPv6Count;

    /// <summary>One of the addresses, in the four or sixteen octets of its family; those of IPv4 come first.</summary>
    internal ReadOnlySpan<byte> Address(int index)
    {
        return index < IPv4Count ? IPv4.Slice(4 * index, 4) : IPv6.Slice(16 * (index - IPv4Count), 16);
    }

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
        ReadOnlySpan<byte> addresses = address.Length == 4 ? IPv4 : IPv6;
        for (; addresses.Length > 0; addresses = addresses[address.Length..])
        {
            if (addresses[..address.Length].SequenceEqual(address))
                return true;
        }

        return false;
    }

    /// <summary>Whether this instance and another are answered with the same records, whatever their leases.</summary>
    public bool IsAnsweredLike(Endpoint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Port == other.Port && Weight == other.Weight && IsPassing == other.IsPassing && Host == other.Host
            && _ipv4At == other._ipv4At && _ipv6At == other._ipv6At && _textAt == other._textAt
            && Octets.SequenceEqual(other.Octets)
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

    [InlineArray(Capacity)]
    private struct InPlace
    {
        internal const int Capacity = 24;

        private byte _first;
    }
}
