using System.Text.Json;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;

namespace DnsRegistry.Api.Services;

/// <summary>What a service consists of, or that part of it that a filter leaves.</summary>
internal sealed class ServiceSummary
{
    private readonly string _name;
    private readonly SortedSet<string> _zones = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _groups = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _versions = new(StringComparer.Ordinal);
    private readonly InstanceJson _json;
    private int _passing;
    private int _takenOut;

    /// <summary>Counts the instances that fit.</summary>
    /// <param name="service">The service.</param>
    /// <param name="filter">Which instances.</param>
    /// <param name="json">Knows what operators say.</param>
    public ServiceSummary(ServiceView service, InstanceFilter filter, InstanceJson json)
    {
        _json = json;
        _name = service.Name;
        foreach (ServiceInstance instance in service.Instances)
        {
            if (filter.Fits(instance))
                Add(instance);
        }
    }

    /// <summary>Instances that fit.</summary>
    public int Instances { get; private set; }

    /// <summary>Writes the fields of the summary into an object that is open.</summary>
    public void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("service"u8, _name);
        writer.WriteNumber("instances"u8, Instances);
        writer.WriteNumber("passing"u8, _passing);
        writer.WriteNumber("takenOut"u8, _takenOut);
        Write(writer, "zones", _zones);
        Write(writer, "groups", _groups);
        Write(writer, "versions", _versions);
    }

    private static void Write(Utf8JsonWriter writer, string name, SortedSet<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private void Add(ServiceInstance instance)
    {
        Instances++;
        if (instance.State == InstanceState.Passing)
            _passing++;
        if (_json.IsTakenOut(instance))
            _takenOut++;
        _zones.Add(instance.Registration.Zone);
        _groups.Add(instance.Registration.Group);
        _versions.Add(instance.Registration.Version);
    }
}
