using System.Text;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// The services and what is answered for them: what the registry's zones read, without a lock, and its one writer changes.
/// A change costs what the changed block costs, however many registrations there are.
/// </summary>
public sealed class ServiceDirectory
{
    private readonly Lock _loading = new();
    private readonly LabelIndex<ServiceAnswers> _services = new();
    private readonly LabelIndex<ZoneEntry> _zones = new();
    private readonly List<RegistryZone> _registryZones = [];
    private readonly ReverseDirectory? _reverse;
    private readonly AnswerPolicy _defaultPolicy;
    private volatile bool _isLoaded;
    private volatile bool _hasRegistrations;

    /// <summary>An empty directory.</summary>
    /// <param name="defaultPolicy">How services without settings of their own are answered.</param>
    /// <param name="reverse">Keeps the names of addresses; null when no reverse zone is configured.</param>
    public ServiceDirectory(AnswerPolicy defaultPolicy, ReverseDirectory? reverse = null)
    {
        _defaultPolicy = defaultPolicy;
        _reverse = reverse;
    }

    /// <summary>Whether all registrations are in. Until then nothing may be said about names.</summary>
    public bool IsLoaded => _isLoaded;

    /// <summary>The SOA serial of the registry's zones.</summary>
    public SerialNumber Serial { get; private set; } = new(1);

    /// <summary>Whether there is any registration at all.</summary>
    internal bool HasRegistrations => _hasRegistrations;

    /// <summary>Everything is in: from now on the zones answer.</summary>
    public void MarkLoaded() => _isLoaded = true;

    /// <summary>Changes the answers for one instance. Writer only.</summary>
    public void Apply(in EndpointChange change)
    {
        byte[] label = Encoding.ASCII.GetBytes(change.Service);
        ServiceAnswers? former = AnswersOf(label);
        ServiceAnswers answers = Change(former ?? ServiceAnswers.Empty(label, _defaultPolicy), change);
        CountZones(change);
        Publish(former, answers);
        _reverse?.Apply(change, change.Place is { } place ? answers.Find(place)?.SharedTail : null);
    }

    /// <summary>Makes room before loading. Writer only.</summary>
    /// <param name="services">About how many services will come.</param>
    /// <param name="instances">About how many instances.</param>
    public void Reserve(int services, int instances)
    {
        _services.Reserve(services);
        _reverse?.Reserve(instances);
    }

    /// <summary>
    /// Takes in all instances of a service at a place where none stands yet, at the cost of one change. Several threads may
    /// load at once, each its own services, while the writer does nothing else: the answers are made side by side.
    /// </summary>
    /// <param name="place">Where they stand.</param>
    /// <param name="endpoints">At least one, in the order of their ids.</param>
    public void Load(in EndpointPlace place, ReadOnlySpan<Endpoint> endpoints)
    {
        byte[] label = Encoding.ASCII.GetBytes(place.Service);
        ServiceAnswers? former = AnswersOf(label);
        ServiceAnswers answers = (former ?? ServiceAnswers.Empty(label, _defaultPolicy)).WithAll(place, endpoints);
        lock (_loading)
        {
            CountZone(Encoding.ASCII.GetBytes(place.Zone), endpoints.Length);
            _hasRegistrations = true;
            Publish(former, answers);
        }

        if (answers.Find(place) is { } cell)
            _reverse?.Load(endpoints, cell.SharedTail);
    }

    /// <summary>Changes how a service is answered. Writer only.</summary>
    /// <param name="service">The service.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="isDeclared">Whether the service exists even without an instance.</param>
    public void SetPolicy(string service, AnswerPolicy policy, bool isDeclared)
    {
        byte[] label = Encoding.ASCII.GetBytes(service);
        ServiceAnswers? former = AnswersOf(label);
        Publish(former, (former ?? ServiceAnswers.Empty(label, policy)).With(policy, isDeclared));
    }

    /// <summary>The route rules of a service; null where there are none. Writer only.</summary>
    public RouteTable? RoutesOf(string service) => AnswersOf(Encoding.ASCII.GetBytes(service))?.Routes;

    /// <summary>Changes the route rules of a service. Writer only.</summary>
    /// <param name="service">The service.</param>
    /// <param name="routes">The rules; null where there are none.</param>
    /// <param name="isDeclared">Whether the service exists even without an instance.</param>
    public void SetRoutes(string service, RouteTable? routes, bool isDeclared)
    {
        byte[] label = Encoding.ASCII.GetBytes(service);
        ServiceAnswers? former = AnswersOf(label);
        Publish(former, (former ?? ServiceAnswers.Empty(label, _defaultPolicy)).With(routes, isDeclared));
    }

    /// <summary>Puts another serial into the SOA records. Writer only, after the answers it stands for.</summary>
    public void SetSerial(SerialNumber serial)
    {
        Serial = serial;
        foreach (RegistryZone zone in _registryZones)
            zone.SetSerial(serial);
    }

    /// <summary>A zone that carries this directory's serial. Writer only.</summary>
    internal void Attach(RegistryZone zone)
    {
        _registryZones.Add(zone);
        zone.SetSerial(Serial);
    }

    /// <summary>The answers of a service, or null when it has neither instance nor declaration.</summary>
    internal ServiceAnswers? AnswersOf(ReadOnlySpan<byte> service) =>
        _services.TryFind(service, out ServiceAnswers? answers) ? answers : null;

    /// <summary>Whether a registration is in this zone.</summary>
    internal bool HasZone(ReadOnlySpan<byte> zone) => _zones.TryFind(zone, out _);

    private static ServiceAnswers Change(ServiceAnswers answers, in EndpointChange change)
    {
        // An instance that stays in its cell is replaced there; only one that moves has to leave its old cell first.
        if (change.FormerPlace is { } former && change.Former is not null && former != change.Place)
            answers = answers.Without(former, change.Former.Id);
        return change is { Place: { } place, Endpoint: { } endpoint } ? answers.With(place, endpoint) : answers;
    }

    private void Publish(ServiceAnswers? former, ServiceAnswers answers)
    {
        bool exists = !answers.IsEmpty || answers.IsDeclared;
        if (former is not null && exists)
            _services.Replace(former, answers);
        else if (exists)
            _services.Add(answers);
        else if (former is not null)
            _services.Remove(former);
    }

    private void CountZones(in EndpointChange change)
    {
        if (change.FormerPlace?.Zone == change.Place?.Zone)
            return;

        // The new zone first: while an instance moves, its zone is never missing.
        if (change.Place is { } place)
            CountZone(Encoding.ASCII.GetBytes(place.Zone), 1);
        if (change.FormerPlace is { } former)
            CountZone(Encoding.ASCII.GetBytes(former.Zone), -1);
        _hasRegistrations = _zones.Count > 0;
    }

    private void CountZone(byte[] label, int difference)
    {
        if (!_zones.TryFind(label, out ZoneEntry? entry))
        {
            entry = new ZoneEntry(label);
            _zones.Add(entry);
        }

        entry.Registrations += difference;
        if (entry.Registrations == 0)
            _zones.Remove(entry);
    }
}
