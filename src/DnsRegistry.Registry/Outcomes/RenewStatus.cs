namespace DnsRegistry.Registry.Outcomes;

/// <summary>What can become of a heartbeat.</summary>
public enum RenewStatus
{
    /// <summary>The lease starts anew.</summary>
    Renewed,

    /// <summary>No such instance: register again.</summary>
    Unknown,

    /// <summary>The heartbeat is of an older registration; the newer one was left alone.</summary>
    OtherGeneration,

    /// <summary>Another token owns the instance.</summary>
    OwnedByAnother,
}
