namespace DnsRegistry.Registry.Leases.Flapping;

/// <summary>When an instance whose lease keeps ending has to show first that it is well.</summary>
public sealed record FlapOptions
{
    /// <summary>Ends of its lease, within the window, after which it no longer comes back at once; 0 lets it always.</summary>
    public int Lapses { get; init; } = 5;

    /// <summary>The window, in leases of the instance.</summary>
    public int WindowLeases { get; init; } = 20;
}
