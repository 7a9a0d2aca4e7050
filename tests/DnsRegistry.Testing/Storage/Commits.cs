using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Testing.Storage;

/// <summary>Short ways to say what a commit is.</summary>
public static class Commits
{
    /// <summary>Writes registrations.</summary>
    public static StoreCommit Write(long revision, params IEnumerable<StoredInstance> instances) =>
        Of(revision, instances.Select(instance => new InstanceWrite(instance.Key, instance)), []);

    /// <summary>Deletes registrations.</summary>
    public static StoreCommit Delete(long revision, params IEnumerable<InstanceKey> keys) =>
        Of(revision, keys.Select(key => new InstanceWrite(key, null)), []);

    /// <summary>Writes the settings of a service.</summary>
    public static StoreCommit WriteSettings(long revision, StoredSettings settings) =>
        Of(revision, [], [new SettingsWrite(settings.Service, settings)]);

    /// <summary>Deletes the settings of a service.</summary>
    public static StoreCommit DeleteSettings(long revision, string service) =>
        Of(revision, [], [new SettingsWrite(service, null)]);

    /// <summary>Writes overrides of instances.</summary>
    public static StoreCommit WriteOverrides(long revision, params IEnumerable<StoredOverride> overrides) =>
        Of(revision, [], []) with { Overrides = [.. overrides.Select(stored => new OverrideWrite(stored.Key, stored))] };

    /// <summary>Deletes the override of an instance.</summary>
    public static StoreCommit DeleteOverride(long revision, InstanceKey key) =>
        Of(revision, [], []) with { Overrides = [new OverrideWrite(key, null)] };

    /// <summary>Any changes, with a head that follows from the revision.</summary>
    public static StoreCommit Of(long revision, IEnumerable<InstanceWrite> instances, IEnumerable<SettingsWrite> settings) =>
        new(HeadOf(revision), [.. instances], [.. settings]);

    /// <summary>The head that the commits of this class have.</summary>
    public static StoredHead HeadOf(long revision) => new(revision, new SerialNumber((uint)revision + 7), revision % 2 == 0);
}
