namespace DnsRegistry.Registry.Changes;

/// <summary>What happened.</summary>
public enum ChangeKind
{
    /// <summary>An instance is there that was not.</summary>
    Registered,

    /// <summary>An instance was registered again, or is doing better or worse.</summary>
    Changed,

    /// <summary>An instance is gone.</summary>
    Removed,

    /// <summary>What is set for a service as a whole is another thing, or nothing any more.</summary>
    Settings,

    /// <summary>The route rules of a service are others, or there are none any more.</summary>
    Routes,
}
