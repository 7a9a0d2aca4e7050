using DnsRegistry.Registry.Leases.Flapping;
using DnsRegistry.Registry.Leases.Guarding;

namespace DnsRegistry.Host.Configuration;

/// <summary>The <c>Leases</c> section.</summary>
internal sealed record LeaseSettings
{
    /// <summary>The lease of a registration that gives none, in seconds.</summary>
    public int DefaultSeconds { get; init; } = 30;

    /// <summary>When leases that end together are taken for a fault of the network.</summary>
    public ExpiryGuardOptions Guard { get; init; } = new();

    /// <summary>When an instance whose lease keeps ending has to show first that it is well.</summary>
    public FlapOptions Flapping { get; init; } = new();
}
