using DnsRegistry.Registry.Ejection;
using DnsRegistry.Registry.Services;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>
/// The settings of a service as octets. The order of fields is the format: a new field goes to the end, and is read only
/// where the record has not ended before it.
/// </summary>
internal static class SettingsCodec
{
    /// <summary>Writes settings without the name of their service.</summary>
    public static void Write(OctetWriter writer, StoredSettings stored)
    {
        ServiceSettings settings = stored.Settings;
        writer.WriteInt64(stored.Revision);
        writer.WriteByte(settings.TtlSeconds is null ? (byte)0 : (byte)1);
        if (settings.TtlSeconds is int ttlSeconds)
            writer.WriteInt32(ttlSeconds);
        writer.WriteByte((byte)settings.ZoneFallback);
        writer.WriteByte((byte)settings.EmptyAnswer);
        writer.WriteDouble(settings.ProtectThreshold);
        writer.WriteByte(settings.WeightedSubset is null ? (byte)0 : (byte)1);
        if (settings.WeightedSubset is int weightedSubset)
            writer.WriteInt32(weightedSubset);
        writer.WriteByte(settings.WeightScale is null ? (byte)0 : (byte)1);
        if (settings.WeightScale is double weightScale)
            writer.WriteDouble(weightScale);
        WriteEjection(writer, settings.Ejection);
    }

    /// <summary>Reads the settings of a service.</summary>
    /// <exception cref="InvalidDataException">The octets are not settings.</exception>
    public static StoredSettings Read(ref OctetReader reader, string service)
    {
        long revision = reader.ReadInt64();
        var settings = new ServiceSettings
        {
            TtlSeconds = reader.ReadFlag() ? reader.ReadInt32() : null,
            ZoneFallback = reader.ReadEnum<ZoneFallback>(),
            EmptyAnswer = reader.ReadEnum<EmptyAnswer>(),
            ProtectThreshold = reader.ReadDouble(),
        };
        if (!reader.IsAtEnd)
        {
            settings = settings with
            {
                WeightedSubset = reader.ReadFlag() ? reader.ReadInt32() : null,
                WeightScale = reader.ReadFlag() ? reader.ReadDouble() : null,
            };
        }

        if (!reader.IsAtEnd)
            settings = settings with { Ejection = ReadEjection(ref reader) };
        return new StoredSettings(service, settings, revision);
    }

    private static void WriteEjection(OctetWriter writer, EjectionPolicy? ejection)
    {
        writer.WriteByte(ejection is null ? (byte)0 : (byte)1);
        if (ejection is null)
            return;

        writer.WriteByte(ejection.IsEnabled ? (byte)1 : (byte)0);
        writer.WriteInt32(ejection.ConsecutiveFailures);
        writer.WriteDouble(ejection.FailureShare);
        writer.WriteInt32(ejection.WindowSeconds);
        writer.WriteInt32(ejection.LeastReports);
        writer.WriteInt32(ejection.Reporters);
        writer.WriteInt32(ejection.BaseSeconds);
        writer.WriteInt32(ejection.MaxSeconds);
        writer.WriteDouble(ejection.MaxShare);
    }

    private static EjectionPolicy? ReadEjection(ref OctetReader reader) => !reader.ReadFlag() ? null : new EjectionPolicy
    {
        IsEnabled = reader.ReadFlag(),
        ConsecutiveFailures = reader.ReadInt32(),
        FailureShare = reader.ReadDouble(),
        WindowSeconds = reader.ReadInt32(),
        LeastReports = reader.ReadInt32(),
        Reporters = reader.ReadInt32(),
        BaseSeconds = reader.ReadInt32(),
        MaxSeconds = reader.ReadInt32(),
        MaxShare = reader.ReadDouble(),
    };
}
