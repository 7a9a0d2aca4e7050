using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Contracts;

/// <summary>What a client says about one instance. Either <c>addresses</c> or <c>host</c> is needed.</summary>
internal record RegistrationBody
{
    /// <summary>Where it runs: data centre, machine room, availability zone. A DNS label.</summary>
    [DefaultValue(Registration.DefaultLabel)]
    public string Zone { get; init; } = Registration.DefaultLabel;

    /// <summary>The group it belongs to. A DNS label.</summary>
    [DefaultValue(Registration.DefaultLabel)]
    public string Group { get; init; } = Registration.DefaultLabel;

    /// <summary>Its version. Dots are allowed; in names they are hyphens.</summary>
    [DefaultValue(Registration.DefaultLabel)]
    public string Version { get; init; } = Registration.DefaultLabel;

    /// <summary>IPv4 and IPv6 addresses.</summary>
    [MinLength(1)]
    [MaxLength(RegistrationRules.MaxAddresses)]
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>A domain name that stands for its addresses.</summary>
    public string Host { get; init; } = "";

    /// <summary>The main port.</summary>
    [Range(1, 65_535)]
    public int Port { get; init; }

    /// <summary>Further ports by name.</summary>
    public IReadOnlyDictionary<string, PortBody> Ports { get; init; } = new Dictionary<string, PortBody>();

    /// <summary>Its share of the load (RFC 2782).</summary>
    [DefaultValue(Registration.DefaultWeight)]
    [Range(1, 65_535)]
    public int Weight { get; init; } = Registration.DefaultWeight;

    /// <summary>How long it stays in DNS after its last heartbeat; the default is the server's.</summary>
    [Range(RegistrationRules.MinLeaseSeconds, RegistrationRules.MaxLeaseSeconds)]
    public int LeaseSeconds { get; init; }

    /// <summary>Whether it stays without heartbeats.</summary>
    [DefaultValue(false)]
    [JsonPropertyName("static")]
    public bool IsStatic { get; init; }

    /// <summary>Free text, answered as TXT: at most 4096 octets in all.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>A check that the server makes.</summary>
    public CheckBody? Check { get; init; }
}
