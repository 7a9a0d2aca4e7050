using System.Net;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Api.Registrations;

/// <summary>A registration while its body is being read.</summary>
internal sealed class RegistrationDraft
{
    // Most have neither.
    private List<NamedPort>? _ports;
    private List<KeyValuePair<string, string>>? _metadata;

    /// <summary>Whether the body was an object, so that its fields are worth checking.</summary>
    public bool IsRead { get; set; }

    /// <summary>The service, where the body names it.</summary>
    public string? Service { get; set; }

    /// <summary>The id, where the body names it.</summary>
    public string? Id { get; set; }

    /// <inheritdoc cref="Registration.Zone"/>
    public string Zone { get; set; } = Registration.DefaultLabel;

    /// <inheritdoc cref="Registration.Group"/>
    public string Group { get; set; } = Registration.DefaultLabel;

    /// <inheritdoc cref="Registration.Version"/>
    public string Version { get; set; } = Registration.DefaultLabel;

    /// <inheritdoc cref="Registration.Addresses"/>
    public List<IPAddress> Addresses { get; } = [];

    /// <inheritdoc cref="Registration.Host"/>
    public DomainName? Host { get; set; }

    /// <inheritdoc cref="Registration.Port"/>
    public int Port { get; set; }

    /// <inheritdoc cref="Registration.Ports"/>
    public List<NamedPort> Ports => _ports ??= [];

    /// <inheritdoc cref="Registration.Weight"/>
    public int Weight { get; set; } = Registration.DefaultWeight;

    /// <inheritdoc cref="Registration.LeaseSeconds"/>
    public required int LeaseSeconds { get; set; }

    /// <inheritdoc cref="Registration.IsStatic"/>
    public bool IsStatic { get; set; }

    /// <inheritdoc cref="Registration.Metadata"/>
    public List<KeyValuePair<string, string>> Metadata => _metadata ??= [];

    /// <inheritdoc cref="Registration.Check"/>
    public HealthCheck? Check { get; set; }

    /// <summary>The registration of the instance with this key.</summary>
    public Registration ToRegistration(InstanceKey key) => new()
    {
        Key = key,
        Zone = Zone,
        Group = Group,
        Version = Version,
        Addresses = Addresses,
        Host = Host,
        Port = Port,
        Ports = _ports ?? (IReadOnlyList<NamedPort>)[],
        Weight = Weight,
        LeaseSeconds = LeaseSeconds,
        IsStatic = IsStatic,
        Metadata = _metadata ?? (IReadOnlyList<KeyValuePair<string, string>>)[],
        Check = Check,
    };
}
