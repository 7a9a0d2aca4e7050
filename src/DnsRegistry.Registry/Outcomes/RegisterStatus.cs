namespace DnsRegistry.Registry.Outcomes;

/// <summary>What can become of a registration.</summary>
public enum RegisterStatus
{
    /// <summary>The instance was unknown.</summary>
    Created,

    /// <summary>The instance was known; this registration replaced the former.</summary>
    Replaced,

    /// <summary>Refused: another token owns it.</summary>
    OwnedByAnother,

    /// <summary>Refused: the service has as many instances as it may have.</summary>
    ServiceIsFull,

    /// <summary>Refused: the registry has as many instances as it may have.</summary>
    RegistryIsFull,
}
