using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>
/// The override of an instance as octets. The order of fields is the format: a new field goes to the end, and is read only
/// where the record has not ended before it.
/// </summary>
internal static class OverrideCodec
{
    /// <summary>Writes an override without its key.</summary>
    public static void Write(OctetWriter writer, StoredOverride stored)
    {
        InstanceOverride value = stored.Override;
        writer.WriteInt64(stored.Revision);
        WriteFlag(writer, value.IsEnabled);
        WriteFlag(writer, value.IsDraining);
        WriteFlag(writer, value.Weight is not null);
        if (value.Weight is int weight)
            writer.WriteInt32(weight);
    }

    /// <summary>Reads an override whose key is known.</summary>
    /// <exception cref="InvalidDataException">The octets are not an override.</exception>
    public static StoredOverride Read(ref OctetReader reader, InstanceKey key)
    {
        long revision = reader.ReadInt64();
        var value = new InstanceOverride
        {
            IsEnabled = ReadFlag(ref reader),
            IsDraining = ReadFlag(ref reader),
            Weight = reader.ReadFlag() ? reader.ReadInt32() : null,
        };
        return new StoredOverride(key, value, revision);
    }

    private static void WriteFlag(OctetWriter writer, bool? flag) => writer.WriteByte(flag switch
    {
        false => 0,
        true => 1,
        null => 2,
    });

    private static bool? ReadFlag(ref OctetReader reader) => reader.ReadByte() switch
    {
        0 => false,
        1 => true,
        2 => null,
        byte other => throw new InvalidDataException($"{other} is neither yes nor no, nor nothing."),
    };
}
