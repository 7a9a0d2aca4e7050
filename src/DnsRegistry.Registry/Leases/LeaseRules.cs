using DnsRegistry.Zones;

namespace DnsRegistry.Registry.Leases;

/// <summary>What time does to a lease. Pure: every moment is a number of milliseconds that the caller gives.</summary>
public static class LeaseRules
{
    /// <summary>A critical instance is remembered for this many leases, counted from its last heartbeat.</summary>
    public const int LeasesUntilRemoval = 3;

    /// <summary>And never forgotten sooner than this after its last heartbeat, however short its lease.</summary>
    public const long ShortestRemovalMilliseconds = 60_000;

    /// <summary>Heartbeats that a lease has room for: two may be lost.</summary>
    public const int HeartbeatsPerLease = 3;

    /// <summary>The moment a lease ends: at it, not before, the instance is critical.</summary>
    public static long EndsAt(long renewedAt, long durationMilliseconds) =>
        durationMilliseconds == MonotonicTime.Never ? MonotonicTime.Never : renewedAt + durationMilliseconds;

    /// <summary>The moment the instance is removed.</summary>
    public static long RemovedAt(long renewedAt, long durationMilliseconds) =>
        durationMilliseconds == MonotonicTime.Never
            ? MonotonicTime.Never
            : renewedAt + Math.Max(LeasesUntilRemoval * durationMilliseconds, ShortestRemovalMilliseconds);

    /// <summary>How long to wait for the next heartbeat: a third of the lease, spread by 20 % either way so that callers do not march in step.</summary>
    /// <param name="durationMilliseconds">The lease.</param>
    /// <param name="fraction">A random number from 0 to 1.</param>
    public static long NextHeartbeat(long durationMilliseconds, double fraction) =>
        (long)(durationMilliseconds / (double)HeartbeatsPerLease * (0.8 + (0.4 * fraction)));
}
