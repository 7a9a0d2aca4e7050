using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>What the kind of a record says about it.</summary>
internal static class RecordKinds
{
    /// <summary>Whether the record says that something is no longer there.</summary>
    public static bool IsGone(this RecordKind kind) =>
        kind is RecordKind.InstanceGone or RecordKind.SettingsGone or RecordKind.OverrideGone or RecordKind.RoutesGone;

    /// <summary>Reads the key at the beginning of a record.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="record">The record; it then stands behind the key.</param>
    /// <param name="instance">The instance that the record is about, if it is about one.</param>
    /// <exception cref="InvalidDataException">The octets are not a key.</exception>
    public static RecordKey ReadKey(this RecordKind kind, ref OctetReader record, out InstanceKey instance)
    {
        string service = record.ReadSharedText();
        bool isOfService = kind is RecordKind.Settings or RecordKind.SettingsGone or RecordKind.Routes or RecordKind.RoutesGone;
        instance = isOfService ? default : new InstanceKey(service, record.ReadText());
        return kind switch
        {
            RecordKind.Instance or RecordKind.InstanceGone => RecordKey.Of(instance),
            RecordKind.Override or RecordKind.OverrideGone => RecordKey.OfOverride(instance),
            RecordKind.Routes or RecordKind.RoutesGone => RecordKey.OfRoutes(service),
            _ => RecordKey.OfSettings(service),
        };
    }
}
