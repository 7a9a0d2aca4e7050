namespace DnsRegistry.Registry.Outcomes;

/// <summary>What can become of an override.</summary>
public enum OverrideStatus
{
    /// <summary>The instance had none.</summary>
    Created,

    /// <summary>The instance had one; this took its place.</summary>
    Replaced,

    /// <summary>It was taken back.</summary>
    Deleted,

    /// <summary>Refused: no such instance.</summary>
    UnknownInstance,

    /// <summary>There is none to take back.</summary>
    UnknownOverride,

    /// <summary>Refused: there are as many overrides as there may be.</summary>
    TooMany,
}
