using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Registry.Instances;

/// <summary>
/// What a client says about one instance. Labels are lower-cased; the rules are in <see cref="Validation.RegistrationRules"/>.
/// </summary>
public sealed record Registration
{
    /// <summary>What a zone, group or version is called that was not given.</summary>
    public const string DefaultLabel = "default";

    /// <summary>The weight of an instance that gives none.</summary>
    public const int DefaultWeight = 100;

    // One IPv4 address, which is what most instances have, lies in place: a list of it would be further objects, a million times.
    private readonly IReadOnlyList<IPAddress>? _addresses = [];
    private readonly uint _soleIPv4;

    /// <summary>Which instance this is.</summary>
    public required InstanceKey Key { get; init; }

    /// <summary>Where it runs: data centre, machine room, availability zone.</summary>
    public string Zone { get; init; } = DefaultLabel;

    /// <summary>The group it belongs to.</summary>
    public string Group { get; init; } = DefaultLabel;

    /// <summary>Its version as given, dots included; the label is <see cref="VersionLabel"/>.</summary>
    public string Version { get; init; } = DefaultLabel;

    /// <summary>The version as a DNS label: dots become hyphens.</summary>
    public string VersionLabel => Version.Replace('.', '-');

    /// <summary>Its addresses, 1 to 16; empty when <see cref="Host"/> is given.</summary>
    public IReadOnlyList<IPAddress> Addresses
    {
        get => _addresses ?? new[] { new IPAddress(_soleIPv4) };
        init
        {
            _addresses = value is [{ AddressFamily: AddressFamily.InterNetwork }] ? null : Kept(value);
            _soleIPv4 = _addresses is null ? OctetsOf(value[0]) : 0;
        }
    }

    /// <summary>
    /// The address, if it is the only one and of IPv4: its octets in network order, as read from memory. Null where that is
    /// not so; to give null is to say nothing.
    /// </summary>
    public uint? SoleIPv4
    {
        get => _addresses is null ? _soleIPv4 : null;
        init
        {
            if (value is null)
                return;

            _addresses = null;
            _soleIPv4 = value.Value;
        }
    }

    /// <summary>A domain name that stands for its addresses, or null.</summary>
    public DomainName? Host { get; init; }

    /// <summary>The main port, 1 to 65535; 0 when it has none.</summary>
    public int Port { get; init; }

    /// <summary>Further ports by name.</summary>
    public IReadOnlyList<NamedPort> Ports { get; init => field = Kept(value); } = [];

    /// <summary>Its share of the load, 1 to 65535 (RFC 2782).</summary>
    public int Weight { get; init; } = DefaultWeight;

    /// <summary>How long it stays in DNS after its last heartbeat, in seconds.</summary>
    public required int LeaseSeconds { get; init; }

    /// <summary>Whether it stays without heartbeats.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Free text for its readers, in the order given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init => field = Kept(value); } = [];

    /// <summary>How the server is to check it, or null.</summary>
    public HealthCheck? Check { get; init; }

    private static uint OctetsOf(IPAddress address)
    {
        uint octets = 0;
        address.TryWriteBytes(MemoryMarshal.AsBytes(new Span<uint>(ref octets)), out _);
        return octets;
    }

    /// <summary>A list that has no room to spare: it is kept as long as the instance.</summary>
    private static IReadOnlyList<T> Kept<T>(IReadOnlyList<T> list) => list as T[] ?? [.. list];
}
