using DnsRegistry.Registry;
using DnsRegistry.Registry.Health.Probes;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Testing.Storage;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Testing;

/// <summary>How a <see cref="RegistryUnderTest"/> is made.</summary>
public sealed record RegistrySetup
{
    /// <summary>One for tests in which many leases end together and the instances are to leave DNS all the same.</summary>
    public static RegistrySetup WithoutGuard => new()
    {
        Options = new RegistryOptions { Guard = new ExpiryGuardOptions { SharePercent = 0 } },
    };

    /// <summary>The suffixes, the first of which names instances in PTR records.</summary>
    public IReadOnlyList<string> Suffixes { get; init; } = ["svc."];

    /// <summary>The reverse zones.</summary>
    public IReadOnlyList<string> ReverseZones { get; init; } = ["10.in-addr.arpa.", "d.f.ip6.arpa."];

    /// <summary>The server's own addresses.</summary>
    public IReadOnlyList<string> ServerAddresses { get; init; } = ["192.0.2.53", "2001:db8::53"];

    /// <summary>Limits and defaults.</summary>
    public RegistryOptions Options { get; init; } = new();

    /// <summary>Answers the probes of instances that fell silent together; no test asks the network.</summary>
    public ISuspectProbe Probe { get; init; } = new SilentNetwork();

    /// <summary>Where registrations are kept.</summary>
    public InMemoryStore Store { get; init; } = new();

    /// <summary>The clock.</summary>
    public FakeTimeProvider Time { get; init; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    /// <summary>What the registry takes for its clock, where that is not the clock itself.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Makes the checks; null makes them over the network.</summary>
    public IProber? Prober { get; init; }

    /// <summary>Whether what is stored is loaded.</summary>
    public bool IsLoaded { get; init; } = true;
}
