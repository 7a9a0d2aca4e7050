using System.Text.Json;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Api.InstanceOverrides;

/// <summary>Writes what an operator says about an instance, so that what was got can be changed and put again.</summary>
internal static class OverrideJson
{
    /// <summary>Writes an object with the fields that are set.</summary>
    public static void Write(Utf8JsonWriter writer, InstanceOverride value)
    {
        writer.WriteStartObject();
        if (value.IsEnabled is bool isEnabled)
            writer.WriteBoolean("enabled"u8, isEnabled);
        if (value.IsDraining is bool isDraining)
            writer.WriteBoolean("draining"u8, isDraining);
        if (value.Weight is int weight)
            writer.WriteNumber("weight"u8, weight);
        writer.WriteEndObject();
    }
}
