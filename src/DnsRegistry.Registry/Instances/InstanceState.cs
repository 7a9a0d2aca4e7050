namespace DnsRegistry.Registry.Instances;

/// <summary>How an instance is doing.</summary>
public enum InstanceState
{
    /// <summary>Its lease runs: DNS answers it.</summary>
    Passing,

    /// <summary>Its lease has ended: it is known, but not answered.</summary>
    Critical,

    /// <summary>It is no longer registered.</summary>
    Gone,
}
