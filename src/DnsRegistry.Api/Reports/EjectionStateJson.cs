using System.Text.Json;
using DnsRegistry.Api.Http;
using DnsRegistry.Registry.Ejection;

namespace DnsRegistry.Api.Reports;

/// <summary>Writes what circuit breaking makes of an instance, where it makes anything of it.</summary>
/// <param name="time">Turns moments of the monotonic clock into times of day.</param>
internal sealed class EjectionStateJson(TimeProvider time)
{
    /// <summary>Writes the field <c>ejection</c> into an object that is open; nothing for an instance that behaves.</summary>
    public void Write(Utf8JsonWriter writer, EjectionView? view)
    {
        if (view is not { } ejection || ejection is { State: CircuitState.Closed, Ejections: 0 })
            return;

        writer.WriteStartObject("ejection"u8);
        writer.WriteString("state"u8, WordFor(ejection.State));
        writer.WriteNumber("times"u8, ejection.Ejections);
        if (ejection.State == CircuitState.Ejected)
            writer.WriteString("until"u8, time.TimeOfDay(ejection.EndsAtMilliseconds));
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> WordFor(CircuitState state) => state switch
    {
        CircuitState.Ejected => "ejected"u8,
        CircuitState.Trial => "trial"u8,
        _ => "closed"u8,
    };
}
