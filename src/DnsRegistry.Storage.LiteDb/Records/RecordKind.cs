namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>What a record says. The numbers are in files: they never change.</summary>
internal enum RecordKind : byte
{
    /// <summary>A registration is as follows.</summary>
    Instance = 0,

    /// <summary>A registration is gone.</summary>
    InstanceGone = 1,

    /// <summary>The settings of a service are as follows.</summary>
    Settings = 2,

    /// <summary>A service has no settings any more.</summary>
    SettingsGone = 3,

    /// <summary>The override of an instance is as follows. Since format 2.</summary>
    Override = 4,

    /// <summary>An instance has no override any more. Since format 2.</summary>
    OverrideGone = 5,
}
