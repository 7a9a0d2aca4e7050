namespace DnsRegistry.Registry.Instances;

/// <summary>What can happen to an instance.</summary>
public enum InstanceSignal
{
    /// <summary>A heartbeat came.</summary>
    Renewed,

    /// <summary>The lease ended without one.</summary>
    LeaseEnded,

    /// <summary>The time has passed after which nobody waits for a heartbeat any more.</summary>
    GraceEnded,

    /// <summary>Somebody took it out.</summary>
    Deregistered,
}
