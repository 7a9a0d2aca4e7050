using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>What a record is about: an instance, or the settings or the route rules of a service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Id">The id of the instance; null stands for the settings, and the empty one, which no instance has, for the rules.</param>
internal readonly record struct RecordKey(string Service, string? Id)
{
    /// <summary>The key of an instance.</summary>
    public static RecordKey Of(InstanceKey key) => new(key.Service, key.Id);

    /// <summary>The key of the settings of a service.</summary>
    public static RecordKey OfSettings(string service) => new(service, null);

    /// <summary>The key of the route rules of a service.</summary>
    public static RecordKey OfRoutes(string service) => new(service, "");
}
