using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>What a record is about: an instance, its override, or the settings of a service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Id">The id of the instance; null stands for the settings.</param>
internal readonly record struct RecordKey(string Service, string? Id)
{
    // No id begins with it. A field of its own for the kind would cost every instance eight octets.
    private const char OverrideMark = '\0';

    /// <summary>The key of an instance.</summary>
    public static RecordKey Of(InstanceKey key) => new(key.Service, key.Id);

    /// <summary>The key of the settings of a service.</summary>
    public static RecordKey OfSettings(string service) => new(service, null);

    /// <summary>The key of the override of an instance.</summary>
    public static RecordKey OfOverride(InstanceKey key) => new(key.Service, OverrideMark + key.Id);
}
