namespace DnsRegistry.Registry.Instances;

/// <summary>
/// What stands against answering an instance. Several things may at a time, and each goes away by itself: an instance is
/// passing while none does.
/// </summary>
[Flags]
public enum HealthFaults
{
    /// <summary>Nothing does: it is passing.</summary>
    None = 0,

    /// <summary>Its lease has ended without a heartbeat.</summary>
    LeaseEnded = 1,

    /// <summary>The server's own check of it fails.</summary>
    CheckFailing = 2,

    /// <summary>Callers report failures: it is kept out for a time.</summary>
    Ejected = 4,

    /// <summary>Its lease has ended again and again: it has to keep one first.</summary>
    Flapping = 8,
}
