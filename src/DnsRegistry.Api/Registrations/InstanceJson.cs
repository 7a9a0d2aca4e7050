using System.Net;
using System.Text.Json;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.InstanceOverrides;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;

namespace DnsRegistry.Api.Registrations;

/// <summary>Writes instances as clients see them.</summary>
/// <param name="registry">Knows the suffixes that names end in, how instances are doing, and what operators say.</param>
/// <param name="time">Turns the end of a lease into a time of day.</param>
internal sealed class InstanceJson(ServiceRegistry registry, TimeProvider time)
{
    private const int MaxAddressCharacters = 64;

    private readonly InstanceNames _names = new(registry.Options.Suffixes);
    private readonly HealthJson _health = new(registry, time);

    /// <summary>Writes one instance with all its fields.</summary>
    public void Write(Utf8JsonWriter writer, ServiceInstance instance)
    {
        Registration registration = instance.Registration;
        writer.WriteStartObject();
        WriteRegistration(writer, registration);
        _health.Write(writer, instance);
        WriteOverride(writer, registration);
        WriteProgress(writer, instance);
        writer.WriteString("registeredAt"u8, instance.Stored.RegisteredAt.UtcDateTime);
        writer.WritePropertyName("names"u8);
        _names.Write(writer, registration);
        writer.WriteEndObject();
    }

    /// <summary>Writes the fields that a client needs to go on: generation, revision, and when to come back.</summary>
    public void WriteProgress(Utf8JsonWriter writer, ServiceInstance instance)
    {
        writer.WriteNumber("generation"u8, instance.Stored.Generation);
        writer.WriteNumber("revision"u8, instance.Stored.Revision);
        Lease lease = instance.Lease;
        if (lease.IsEndless)
        {
            writer.WriteNull("leaseEndsAt"u8);
            writer.WriteNull("nextHeartbeatMs"u8);
            return;
        }

        writer.WriteString("leaseEndsAt"u8, time.TimeOfDay(lease.EndsAtMilliseconds));
        writer.WriteNumber("nextHeartbeatMs"u8, NextHeartbeat(lease));
    }

    /// <summary>Whether an operator keeps it out of every answer, healthy or not.</summary>
    public bool IsTakenOut(ServiceInstance instance) => registry.FindOverride(instance.Key)?.WeightFor(instance.Registration.Weight) == 0;

    private void WriteOverride(Utf8JsonWriter writer, Registration registration)
    {
        if (registry.FindOverride(registration.Key) is not InstanceOverride value)
            return;

        writer.WritePropertyName("override"u8);
        OverrideJson.Write(writer, value);
        writer.WriteNumber("effectiveWeight"u8, value.WeightFor(registration.Weight));
    }

    private static long NextHeartbeat(Lease lease) => LeaseRules.NextHeartbeat(lease.DurationMilliseconds, Random.Shared.NextDouble());

    /// <summary>Writes the fields of a registration, its key among them, into an object that is open.</summary>
    public static void WriteRegistration(Utf8JsonWriter writer, Registration registration)
    {
        writer.WriteString("service"u8, registration.Key.Service);
        writer.WriteString("id"u8, registration.Key.Id);
        writer.WriteString("zone"u8, registration.Zone);
        writer.WriteString("group"u8, registration.Group);
        writer.WriteString("version"u8, registration.Version);
        if (registration.Host is null)
            WriteAddresses(writer, registration.Addresses);
        else
            writer.WriteString("host"u8, registration.Host.ToString());
        if (registration.Port != 0)
            writer.WriteNumber("port"u8, registration.Port);
        WritePorts(writer, registration.Ports);
        writer.WriteNumber("weight"u8, registration.Weight);
        writer.WriteNumber("leaseSeconds"u8, registration.LeaseSeconds);
        writer.WriteBoolean("static"u8, registration.IsStatic);
        WriteMetadata(writer, registration.Metadata);
        if (registration.Check is not null)
            WriteCheck(writer, registration.Check);
    }

    private static void WriteAddresses(Utf8JsonWriter writer, IReadOnlyList<IPAddress> addresses)
    {
        Span<byte> text = stackalloc byte[MaxAddressCharacters];
        writer.WriteStartArray("addresses"u8);
        for (int i = 0; i < addresses.Count; i++)
        {
            addresses[i].TryFormat(text, out int length);
            writer.WriteStringValue(text[..length]);
        }

        writer.WriteEndArray();
    }

    private static void WritePorts(Utf8JsonWriter writer, IReadOnlyList<NamedPort> ports)
    {
        writer.WriteStartObject("ports"u8);
        for (int i = 0; i < ports.Count; i++)
        {
            NamedPort port = ports[i];
            if (port.Protocol == PortProtocol.Tcp)
            {
                writer.WriteNumber(port.Name, port.Port);
                continue;
            }

            writer.WriteStartObject(port.Name);
            writer.WriteNumber("port"u8, port.Port);
            writer.WriteString("protocol"u8, "udp"u8);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        writer.WriteStartObject("metadata"u8);
        for (int i = 0; i < metadata.Count; i++)
            writer.WriteString(metadata[i].Key, metadata[i].Value);
        writer.WriteEndObject();
    }

    private static void WriteCheck(Utf8JsonWriter writer, HealthCheck check)
    {
        writer.WriteStartObject("check"u8);
        writer.WriteString(CheckReader.NameOf(check.Kind), check.Target);
        writer.WriteNumber("intervalSeconds"u8, check.IntervalSeconds);
        writer.WriteNumber("timeoutSeconds"u8, check.TimeoutSeconds);
        writer.WriteNumber("failures"u8, check.Failures);
        writer.WriteNumber("passes"u8, check.Passes);
        writer.WriteEndObject();
    }
}
