using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Registry.Changes;

/// <summary>
/// One change that is durable and visible. It is a value: the last changes are kept for a while, and as objects that grow old and
/// then die they would leave holes among the instances that stay.
/// </summary>
public readonly struct RegistryChange
{
    /// <summary>About what an instance holds in memory, its texts apart.</summary>
    private const int InstanceOctets = 800;

    /// <summary>About what a route rule holds in memory, and each network, zone and address in it.</summary>
    private const int RuleOctets = 400;
    private const int RulePartOctets = 64;

    /// <summary>The instance, the settings or the route rules.</summary>
    private readonly object? _content;

    /// <summary>A change of an instance.</summary>
    internal RegistryChange(ChangeKind kind, long revision, ServiceInstance instance, InstanceState state)
    {
        Kind = kind;
        Revision = revision;
        Service = instance.Key.Service;
        _content = instance;
        State = state;
        Octets = OctetsOf(instance.Registration);
    }

    /// <summary>A change of settings; null takes them back.</summary>
    internal RegistryChange(long revision, string service, ServiceSettings? settings)
    {
        Kind = ChangeKind.Settings;
        Revision = revision;
        Service = service;
        _content = settings;
    }

    /// <summary>A change of route rules; null takes them back.</summary>
    internal RegistryChange(long revision, string service, StoredRoutes? routes)
    {
        Kind = ChangeKind.Routes;
        Revision = revision;
        Service = service;
        _content = routes;
        Octets = OctetsOf(routes?.Rules ?? []);
    }

    /// <summary>What happened.</summary>
    public ChangeKind Kind { get; }

    /// <summary>The revision of this change, and of no other.</summary>
    public long Revision { get; }

    /// <summary>The service that it is about.</summary>
    public string Service { get; }

    /// <summary>The instance: after the change, or as it was last when it is gone. Null for settings and rules.</summary>
    public ServiceInstance? Instance => _content as ServiceInstance;

    /// <summary>How the instance was doing after the change.</summary>
    public InstanceState State { get; }

    /// <summary>The settings after the change.</summary>
    public ServiceSettings? Settings => _content as ServiceSettings;

    /// <summary>The route rules after the change.</summary>
    public StoredRoutes? Routes => _content as StoredRoutes;

    /// <summary>About how many octets of memory stay as long as this does.</summary>
    internal int Octets { get; }

    private static int OctetsOf(Registration registration)
    {
        int characters = 0;
        IReadOnlyList<KeyValuePair<string, string>> metadata = registration.Metadata;
        for (int i = 0; i < metadata.Count; i++)
            characters += metadata[i].Key.Length + metadata[i].Value.Length;

        // As text, and once more in what DNS answers.
        return InstanceOctets + (characters * (sizeof(char) + sizeof(byte)));
    }

    private static int OctetsOf(IReadOnlyList<RouteRule> rules) => rules.Sum(rule => RuleOctets
        + (RulePartOctets * (rule.Match.Clients.Count + rule.Match.Zones.Count + rule.Action.Pinned.Count
            + (rule.Action.Fault?.Addresses.Count ?? 0))));
}
