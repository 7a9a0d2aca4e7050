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
    private readonly EjectionStateJson _ejection = new(time);

    /// <summary>Writes the fields about health into an object that is open.</summary>
    public void Write(Utf8JsonWriter writer, ServiceInstance instance)
    {
        HealthFaults faults = instance.Faults;
        writer.WriteString("health"u8, Word(instance));
        if (faults != HealthFaults.None)
            WriteReasons(writer, faults);
        if (instance.Registration.Check is not null && registry.LastCheckOf(instance.Key) is CheckView check)
            WriteCheck(writer, check);
        _ejection.Write(writer, registry.EjectionOf(instance.Key));
    }

    /// <summary>The word for how an instance is doing.</summary>
    public static string Word(ServiceInstance instance) => instance.State == InstanceState.Passing ? "passing" : "critical";

    private static void WriteReasons(Utf8JsonWriter writer, HealthFaults faults)
    {
        writer.WriteStartArray("healthReasons"u8);
        if ((faults & HealthFaults.LeaseEnded) != 0)
            writer.WriteStringValue("lease"u8);
        if ((faults & HealthFaults.CheckFailing) != 0)
            writer.WriteStringValue("check"u8);
        if ((faults & HealthFaults.Ejected) != 0)
            writer.WriteStringValue("ejected"u8);
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
