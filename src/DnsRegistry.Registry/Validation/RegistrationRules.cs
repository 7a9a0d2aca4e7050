using System.Net;
using System.Text;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Registry.Validation;

/// <summary>The rules that a registration has to keep, whichever way it comes in.</summary>
/// <param name="suffixes">The names under which the registry answers: they count towards the length of a full name.</param>
public sealed class RegistrationRules(IReadOnlyList<DomainName> suffixes)
{
    /// <summary>Addresses of one instance, at most.</summary>
    public const int MaxAddresses = 16;

    /// <summary>Named ports of one instance, at most.</summary>
    public const int MaxPorts = 64;

    /// <summary>Octets of metadata keys and values together, at most.</summary>
    public const int MaxMetadataOctets = 4096;

    /// <summary>The shortest lease in seconds.</summary>
    public const int MinLeaseSeconds = 2;

    /// <summary>The longest lease in seconds: a day.</summary>
    public const int MaxLeaseSeconds = 86_400;

    /// <summary>Characters of a full name in presentation form without its closing dot, at most (255 octets on the wire).</summary>
    public const int MaxNameCharacters = 253;

    private readonly int _longestSuffix = suffixes.Count == 0 ? 1 : suffixes.Max(suffix => suffix.Wire.Length);

    /// <summary>Checks a registration whose texts are lower-cased already, and reports every fault there is.</summary>
    public void Check(Registration registration, ICollection<FieldFault> faults)
    {
        ArgumentNullException.ThrowIfNull(registration);
        ArgumentNullException.ThrowIfNull(faults);
        int before = faults.Count;
        Add(faults, "service", LabelRules.FaultOf(registration.Key.Service));
        Add(faults, "id", LabelRules.FaultOfId(registration.Key.Id));
        Add(faults, "zone", LabelRules.FaultOf(registration.Zone));
        Add(faults, "group", LabelRules.FaultOf(registration.Group));
        Add(faults, "version", LabelRules.FaultOfVersion(registration.Version));
        if (faults.Count == before)
            CheckNameLength(registration, faults);

        CheckWhere(registration, faults);
        CheckHostIsNotItself(registration, faults);
        CheckPorts(registration, faults);
        if (registration.Weight is < 1 or > 65_535)
            faults.Add(new FieldFault("weight", "must be a whole number from 1 to 65535"));
        if (registration.LeaseSeconds is < MinLeaseSeconds or > MaxLeaseSeconds)
            faults.Add(new FieldFault("leaseSeconds", $"must be a whole number from {MinLeaseSeconds} to {MaxLeaseSeconds}"));
        CheckMetadata(registration, faults);
        if (registration.Check is not null)
            CheckCheck(registration.Check, faults);
    }

    private static void CheckCheck(HealthCheck check, ICollection<FieldFault> faults)
    {
        if (check.IntervalSeconds is < 1 or > 3600)
            faults.Add(new FieldFault("check.intervalSeconds", "must be a whole number from 1 to 3600"));
        else if (check.TimeoutSeconds is < 1 or > HealthCheck.MaxTimeoutSeconds)
            faults.Add(new FieldFault("check.timeoutSeconds", $"must be a whole number from 1 to {HealthCheck.MaxTimeoutSeconds}"));
        else if (check.TimeoutSeconds > check.IntervalSeconds)
            faults.Add(new FieldFault("check.timeoutSeconds", $"must not be more than intervalSeconds, which is {check.IntervalSeconds}"));
        if (check.Failures is < 1 or > HealthCheck.MaxInARow)
            faults.Add(new FieldFault("check.failures", $"must be a whole number from 1 to {HealthCheck.MaxInARow}"));
        if (check.Passes is < 1 or > HealthCheck.MaxInARow)
            faults.Add(new FieldFault("check.passes", $"must be a whole number from 1 to {HealthCheck.MaxInARow}"));
    }

    private static void CheckWhere(Registration registration, ICollection<FieldFault> faults)
    {
        // What most say, and each list of addresses is made when it is asked for.
        if (registration is { Host: null, SoleIPv4: not null })
            return;

        IReadOnlyList<IPAddress> addresses = registration.Addresses;
        if (registration.Host is null && addresses.Count == 0)
            faults.Add(new FieldFault("addresses", $"give 1 to {MaxAddresses} addresses, or a host"));
        if (registration.Host is not null && addresses.Count > 0)
            faults.Add(new FieldFault("host", "give either addresses or a host, not both"));
        if (registration.Host is { IsRoot: true })
            faults.Add(new FieldFault("host", "the root is not a host"));
        if (addresses.Count > MaxAddresses)
            faults.Add(new FieldFault("addresses", $"has {addresses.Count} entries; at most {MaxAddresses} are allowed"));

        if (addresses.Count < 2)
            return;

        var seen = new HashSet<IPAddress>();
        for (int i = 0; i < addresses.Count; i++)
        {
            if (!seen.Add(addresses[i]))
                faults.Add(new FieldFault($"addresses[{i}]", $"'{addresses[i]}' is given twice"));
        }
    }

    /// <summary>A service whose host is a name of its own would be a CNAME that leads back to itself.</summary>
    private void CheckHostIsNotItself(Registration registration, ICollection<FieldFault> faults)
    {
        DomainName? host = registration.Host;
        DomainName? suffix = host is null ? null : suffixes.FirstOrDefault(host.IsAtOrBelow);
        int labels = host is null || suffix is null ? 0 : host.LabelCount - suffix.LabelCount;
        if (labels >= 2 && Ascii.Equals(host!.Label(labels - 2), registration.Key.Service))
            faults.Add(new FieldFault("host", $"'{host}' is a name of this very service, so it would lead back to itself"));
    }

    private static void CheckPorts(Registration registration, ICollection<FieldFault> faults)
    {
        if (registration.Port is < 0 or > 65_535)
            faults.Add(new FieldFault("port", "must be a whole number from 1 to 65535"));
        if (registration.Ports.Count > MaxPorts)
            faults.Add(new FieldFault("ports", $"has {registration.Ports.Count} entries; at most {MaxPorts} are allowed"));

        foreach (NamedPort port in registration.Ports)
        {
            if (LabelRules.FaultOfPortName(port.Name) is string fault)
                faults.Add(new FieldFault($"ports.{port.Name}", fault));
            if (port.Port is < 1 or > 65_535)
                faults.Add(new FieldFault($"ports.{port.Name}", "must be a whole number from 1 to 65535"));
        }
    }

    private static void CheckMetadata(Registration registration, ICollection<FieldFault> faults)
    {
        int octets = 0;
        foreach ((string key, string value) in registration.Metadata)
        {
            octets += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
            if (key.Length == 0 || key.Contains('=', StringComparison.Ordinal))
                faults.Add(new FieldFault($"metadata.{key}", "a key must not be empty and must not contain '=' (RFC 6763 §6.4)"));
        }

        if (octets > MaxMetadataOctets)
            faults.Add(new FieldFault("metadata", $"has {octets} octets; at most {MaxMetadataOctets} are allowed"));
    }

    private static void Add(ICollection<FieldFault> faults, string field, string? message)
    {
        if (message is not null)
            faults.Add(new FieldFault(field, message));
    }

    private void CheckNameLength(Registration registration, ICollection<FieldFault> faults)
    {
        int labels = registration.Key.Id.Length + registration.Version.Length + registration.Group.Length
            + registration.Key.Service.Length + registration.Zone.Length;

        // Five dots join the labels to the suffix, whose wire form has two octets more than its text.
        int characters = labels + 5 + _longestSuffix - 2;
        if (characters > MaxNameCharacters)
        {
            faults.Add(new FieldFault(
                "id",
                $"the full name id.version.group.service.zone.suffix has {characters} characters; "
                + $"at most {MaxNameCharacters} are allowed"));
        }
    }
}
