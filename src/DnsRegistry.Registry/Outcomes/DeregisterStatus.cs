namespace DnsRegistry.Registry.Outcomes;

/// <summary>What can become of a deregistration.</summary>
public enum DeregisterStatus
{
    /// <summary>It has left DNS.</summary>
    Removed,

    /// <summary>No such instance.</summary>
    Unknown,

    /// <summary>The call is of an older registration; the newer one was left alone.</summary>
    OtherGeneration,

    /// <summary>Another token owns the instance.</summary>
    OwnedByAnother,
}
