using System.Text.Json;
using DnsRegistry.Registry.Ejection;
using DnsRegistry.Registry.Services;

namespace DnsRegistry.Api.Settings;

/// <summary>Writes the settings of a service, so that what was got can be changed and put again.</summary>
internal static class SettingsJson
{
    /// <summary>Writes an object; null where nothing is set.</summary>
    public static void Write(Utf8JsonWriter writer, ServiceSettings? settings)
    {
        if (settings is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        if (settings.TtlSeconds is int seconds)
            writer.WriteNumber("ttlSeconds"u8, seconds);
        writer.WriteString("zoneFallback"u8, SettingsWords.ZoneFallbacks.WordFor(settings.ZoneFallback));
        writer.WriteString("emptyAnswer"u8, SettingsWords.EmptyAnswers.WordFor(settings.EmptyAnswer));
        writer.WriteNumber("protectThreshold"u8, settings.ProtectThreshold);
        if (settings.WeightedSubset is int instances)
            writer.WriteNumber("weightedSubset"u8, instances);
        if (settings.WeightScale is double factor)
            writer.WriteNumber("weightScale"u8, factor);
        if (settings.Ejection is EjectionPolicy ejection)
            WriteEjection(writer, ejection);
        writer.WriteEndObject();
    }

    private static void WriteEjection(Utf8JsonWriter writer, EjectionPolicy ejection)
    {
        writer.WriteStartObject("ejection"u8);
        writer.WriteBoolean("enabled"u8, ejection.IsEnabled);
        writer.WriteNumber("consecutiveFailures"u8, ejection.ConsecutiveFailures);
        writer.WriteNumber("failureShare"u8, ejection.FailureShare);
        writer.WriteNumber("windowSeconds"u8, ejection.WindowSeconds);
        writer.WriteNumber("leastReports"u8, ejection.LeastReports);
        writer.WriteNumber("reporters"u8, ejection.Reporters);
        writer.WriteNumber("baseSeconds"u8, ejection.BaseSeconds);
        writer.WriteNumber("maxSeconds"u8, ejection.MaxSeconds);
        writer.WriteNumber("maxShare"u8, ejection.MaxShare);
        writer.WriteEndObject();
    }
}
