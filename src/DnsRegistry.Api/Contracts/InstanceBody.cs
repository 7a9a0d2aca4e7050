using System.ComponentModel.DataAnnotations;

namespace DnsRegistry.Api.Contracts;

/// <summary>One instance as it is registered.</summary>
internal sealed record InstanceBody : RegistrationBody
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The id within the service.</summary>
    public required string Id { get; init; }

    /// <summary>Which registration of this instance it is; send it along as <c>?generation=</c> to leave a newer one alone.</summary>
    public required long Generation { get; init; }

    /// <summary>The revision of the registry that wrote it.</summary>
    public required long Revision { get; init; }

    /// <summary>How it is doing by itself; an operator may keep a passing one out of DNS, which <c>effectiveWeight</c> tells.</summary>
    [AllowedValues("passing", "critical")]
    public required string Health { get; init; }

    /// <summary>What keeps it out of DNS; missing when nothing does.</summary>
    [AllowedValues("leaseEnded", "checkFailing", "ejected", "flapping")]
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>True when its lease has ended, but the expiry guard keeps it in DNS; else missing.</summary>
    public bool Held { get; init; }

    /// <summary>What the server's last check found; left out before the first.</summary>
    public LastCheckBody? LastCheck { get; init; }

    /// <summary>What circuit breaking makes of it; left out while it behaves.</summary>
    public EjectionStateBody? Ejection { get; init; }

    /// <summary>What an operator says about it; left out when nothing.</summary>
    public OverrideBody? Override { get; init; }

    /// <summary>The weight that counts where an operator says something; 0 is in no answer. Left out where nothing is said.</summary>
    [Range(0, 65_535)]
    public int EffectiveWeight { get; init; }

    /// <summary>When the lease ends unless a heartbeat comes; null for a static instance.</summary>
    public required DateTime? LeaseEndsAt { get; init; }

    /// <summary>How long to wait for the next heartbeat, in milliseconds; null for a static instance.</summary>
    public required long? NextHeartbeatMs { get; init; }

    /// <summary>When this registration came.</summary>
    public required DateTime RegisteredAt { get; init; }

    /// <summary>The names under which DNS answers it, for every suffix from the longest to the shortest.</summary>
    public required IReadOnlyList<string> Names { get; init; }
}
