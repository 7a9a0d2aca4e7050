namespace DnsRegistry.Registry.Instances;

/// <summary>How an instance is doing.</summary>
public enum InstanceState
{
    /// <summary>Nothing stands against it: DNS answers it.</summary>
    Passing,

    /// <summary>Something does, its lease or its health: it is known, but not answered.</summary>
    Critical,

    /// <summary>It is no longer registered.</summary>
    Gone,
}
