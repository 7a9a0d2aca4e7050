namespace DnsRegistry.Registry.Instances;

/// <summary>What can happen to an instance that is registered.</summary>
public enum InstanceSignal
{
    /// <summary>A heartbeat came.</summary>
    Renewed,

    /// <summary>The lease ended without one.</summary>
    LeaseEnded,

    /// <summary>The server's check has failed as often as it may.</summary>
    CheckFailed,

    /// <summary>The server's check passes again.</summary>
    CheckPassed,

    /// <summary>Callers have reported too many failures.</summary>
    Ejected,

    /// <summary>The time for which it was ejected is over.</summary>
    Readmitted,
}
