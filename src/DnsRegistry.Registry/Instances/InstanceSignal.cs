namespace DnsRegistry.Registry.Instances;

/// <summary>What can happen to an instance that is registered.</summary>
public enum InstanceSignal
{
    /// <summary>A heartbeat came.</summary>
    Renewed,

    /// <summary>The lease ended without one.</summary>
    LeaseEnded,

    /// <summary>The lease ended without one, as that of many others did: it is not taken for gone.</summary>
    Held,

    /// <summary>It has come back too often.</summary>
    Flapped,

    /// <summary>It has kept its lease long enough since.</summary>
    Settled,

    /// <summary>The server's check has failed as often as it may.</summary>
    CheckFailed,

    /// <summary>The server's check passes again.</summary>
    CheckPassed,

    /// <summary>Callers have reported too many failures.</summary>
    Ejected,

    /// <summary>The time for which it was ejected is over.</summary>
    Readmitted,
}
