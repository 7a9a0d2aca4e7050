using System.Net;
using System.Text.Json;
using DnsRegistry.Api.InstanceOverrides;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Zones;

namespace DnsRegistry.Api.Registrations;

/// <summary>Writes instances as clients see them.</summary>
/// <param name="registry">The suffixes that names end in, and what operators say.</param>
/// <param name="time">Turns the end of a lease into a time of day.</param>
internal sealed class InstanceJson(ServiceRegistry registry, TimeProvider time)
{
    private const int MaxAddressCharacters = 64;

    private static readonly (HealthFaults Fault, string Name)[] s_faultNames =
    [
        (HealthFaults.LeaseEnded, "leaseEnded"),
        (HealthFaults.CheckFailing, "checkFailing"),
        (HealthFaults.Ejected, "ejected"),
        (HealthFaults.Flapping, "flapping"),
    ];

    private readonly InstanceNames _names = new(registry.Options.Suffixes);

    /// <summary>Writes one instance with all its fields.</summary>
    public void Write(Utf8JsonWriter writer, ServiceInstance instance)
    {
        Registration registration = instance.Registration;
        writer.WriteStartObject();
        WriteRegistration(writer, registration);
        writer.WriteString("health"u8, Health(instance));
        WriteReasons(writer, instance);
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

        long remaining = lease.EndsAtMilliseconds - time.MonotonicMilliseconds();
        DateTime endsAt = time.GetUtcNow().UtcDateTime.AddMilliseconds(remaining);
        writer.WriteString("leaseEndsAt"u8, new DateTime(endsAt.Ticks - (endsAt.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc));
        writer.WriteNumber("nextHeartbeatMs"u8, NextHeartbeat(lease));
    }

    /// <summary>The word for how an instance is doing.</summary>
    public static string Health(ServiceInstance instance) => instance.State == InstanceState.Passing ? "passing" : "critical";

    /// <summary>Why DNS does not answer it, or answers it although its lease has ended; nothing while all is well.</summary>
    private static void WriteReasons(Utf8JsonWriter writer, ServiceInstance instance)
    {
        if (instance.IsHeld)
            writer.WriteBoolean("held"u8, true);

        HealthFaults faults = instance.Faults;
        if (faults == HealthFaults.None)
            return;

        writer.WriteStartArray("faults"u8);
        foreach ((HealthFaults fault, string name) in s_faultNames)
        {
            if ((faults & fault) != 0)
                writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
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
        writer.WriteEndObject();
    }
}
