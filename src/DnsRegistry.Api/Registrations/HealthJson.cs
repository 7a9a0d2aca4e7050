using System.Text.Json;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Reports;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Health;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Api.Registrations;

/// <summary>Writes how an instance is doing, and why.</summary>
/// <param name="registry">Knows it.</param>
/// <param name="time">Turns moments of the monotonic clock into times of day.</param>
internal sealed class HealthJson(ServiceRegistry registry, TimeProvider time)
{
    private static readonly (HealthFaults Fault, string Name)[] s_faultNames =
    [
        (HealthFaults.LeaseEnded, "leaseEnded"),
        (HealthFaults.CheckFailing, "checkFailing"),
        (HealthFaults.Ejected, "ejected"),
        (HealthFaults.Flapping, "flapping"),
    ];

    private readonly EjectionStateJson _ejection = new(time);

    /// <summary>Writes the fields about health into an object that is open.</summary>
    public void Write(Utf8JsonWriter writer, ServiceInstance instance)
    {
        writer.WriteString("health"u8, Word(instance));
        WriteReasons(writer, instance);
        if (instance.Registration.Check is not null && registry.LastCheckOf(instance.Key) is CheckView check)
            WriteCheck(writer, check);
        _ejection.Write(writer, registry.EjectionOf(instance.Key));
    }

    /// <summary>The word for how an instance is doing.</summary>
    public static string Word(ServiceInstance instance) => instance.State == InstanceState.Passing ? "passing" : "critical";

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

    private void WriteCheck(Utf8JsonWriter writer, CheckView check)
    {
        writer.WriteStartObject("lastCheck"u8);
        writer.WriteBoolean("passed"u8, check.HasPassed);
        writer.WriteString("text"u8, check.Text);
        writer.WriteString("at"u8, time.TimeOfDay(check.AtMilliseconds));
        writer.WriteEndObject();
    }
}
