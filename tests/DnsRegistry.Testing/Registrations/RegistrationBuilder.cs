using System.Net;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Testing.Registrations;

/// <summary>Builds a valid registration; a test sets only what it is about.</summary>
/// <param name="service">The service.</param>
/// <param name="id">The id within the service.</param>
public sealed class RegistrationBuilder(string service = "web", string id = "a")
{
    /// <summary>The address of an instance that is given none.</summary>
    public static readonly IPAddress DefaultAddress = IPAddress.Parse("10.0.0.7");

    /// <summary>When a stored registration was made that is given no time.</summary>
    public static readonly DateTimeOffset DefaultRegisteredAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly List<IPAddress> _addresses = [];
    private readonly List<NamedPort> _ports = [];
    private readonly List<KeyValuePair<string, string>> _metadata = [];

    private Registration _registration = new()
    {
        Key = new InstanceKey(service, id),
        Zone = "z1",
        Port = 8080,
        LeaseSeconds = 30,
    };

    /// <summary>What was described.</summary>
    public Registration Build() => _registration with
    {
        Addresses = _addresses.Count == 0 && _registration.Host is null ? [DefaultAddress] : [.. _addresses],
        Ports = [.. _ports],
        Metadata = [.. _metadata],
    };

    /// <summary>What was described, as a store keeps it.</summary>
    public StoredInstance BuildStored(
        long generation = 1, long revision = 1, DateTimeOffset? registeredAt = null, string? owner = null) =>
        new(Build(), generation, revision, registeredAt ?? DefaultRegisteredAt, owner);

    /// <summary>What was described, as the registry holds it.</summary>
    /// <param name="lease">Its lease; one that never ends where none is given.</param>
    public ServiceInstance BuildInstance(Lease lease = default) => new(BuildStored(), lease);

    public RegistrationBuilder InZone(string zone) => With(_registration with { Zone = zone });

    public RegistrationBuilder InGroup(string group) => With(_registration with { Group = group });

    public RegistrationBuilder WithVersion(string version) => With(_registration with { Version = version });

    /// <summary>Adds an address; the first one takes the place of the default.</summary>
    public RegistrationBuilder WithAddress(string address)
    {
        _addresses.Add(IPAddress.Parse(address));
        return this;
    }

    /// <summary>Gives a host name instead of addresses.</summary>
    public RegistrationBuilder WithHost(string host) => With(_registration with { Host = DomainName.Parse(host) });

    public RegistrationBuilder WithPort(int port) => With(_registration with { Port = port });

    public RegistrationBuilder WithoutPort() => WithPort(0);

    public RegistrationBuilder WithNamedPort(string name, int port, PortProtocol protocol = PortProtocol.Tcp)
    {
        _ports.Add(new NamedPort(name, port, protocol));
        return this;
    }

    public RegistrationBuilder WithWeight(int weight) => With(_registration with { Weight = weight });

    public RegistrationBuilder WithLease(int seconds) => With(_registration with { LeaseSeconds = seconds });

    /// <summary>Makes it stay without heartbeats.</summary>
    public RegistrationBuilder Static() => With(_registration with { IsStatic = true });

    public RegistrationBuilder WithMetadata(string key, string value)
    {
        _metadata.Add(new KeyValuePair<string, string>(key, value));
        return this;
    }

    public RegistrationBuilder WithCheck(HealthCheckKind kind, string target, int intervalSeconds = 5) =>
        WithCheck(new HealthCheck(kind, target, intervalSeconds));

    public RegistrationBuilder WithCheck(HealthCheck check) => With(_registration with { Check = check });

    private RegistrationBuilder With(Registration registration)
    {
        _registration = registration;
        return this;
    }
}
