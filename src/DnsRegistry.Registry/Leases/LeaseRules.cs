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

    /// <summary>
    /// A heartbeat that is not there after this share of the lease is late, whatever the jitter of who follows the advice.
    /// </summary>
    private const int RegularHeartbeatsPerLease = 2;

    /// <summary>The slowest pace there is: one heartbeat a lease.</summary>
    private const int SlowestPace = byte.MaxValue;

    /// <summary>A quicker heartbeat moves the pace by this part of the way; a slower one moves it at once.</summary>
    private const int PaceSteps = 8;

    /// <summary>The moment a lease ends: at it, not before, the instance is critical.</summary>
    public static long EndsAt(long renewedAt, long durationMilliseconds) =>
        durationMilliseconds == MonotonicTime.Never ? MonotonicTime.Never : renewedAt + durationMilliseconds;

    /// <summary>The moment the instance is removed.</summary>
    public static long RemovedAt(long renewedAt, long durationMilliseconds) =>
        durationMilliseconds == MonotonicTime.Never
            ? MonotonicTime.Never
            : renewedAt + Math.Max(LeasesUntilRemoval * durationMilliseconds, ShortestRemovalMilliseconds);

    /// <summary>
    /// The moment from which a heartbeat has not come as it used to: half of the lease after the last one, or a quarter
    /// later than the slowest of late, where somebody takes his time; never later than the end.
    /// </summary>
    /// <param name="renewedAt">The last heartbeat.</param>
    /// <param name="durationMilliseconds">The lease.</param>
    /// <param name="pace">The slowest time between heartbeats of late, in 255ths of the lease; 0 when none is known.</param>
    internal static long OverdueAt(long renewedAt, long durationMilliseconds, byte pace)
    {
        if (durationMilliseconds == MonotonicTime.Never)
            return MonotonicTime.Never;

        long usual = pace * durationMilliseconds / SlowestPace;
        long late = Math.Max(durationMilliseconds / RegularHeartbeatsPerLease, usual + (usual / 4));
        return renewedAt + Math.Min(late, durationMilliseconds);
    }

    /// <summary>The pace after a heartbeat. One that comes after the end of the lease says nothing of it.</summary>
    internal static byte PaceAfter(byte pace, long sinceLastMilliseconds, long durationMilliseconds)
    {
        if (sinceLastMilliseconds < 0 || sinceLastMilliseconds > durationMilliseconds)
            return pace;

        long last = sinceLastMilliseconds * SlowestPace / durationMilliseconds;
        return (byte)(last > pace ? last : pace - ((pace - last) / PaceSteps));
    }

    /// <summary>
    /// Where a lease stands after a pause in which nothing could be heard: as long before its end as when the pause began,
    /// and a lease that ran then has at least as long to go as the pause was, up to half of it. What was sent meanwhile has
    /// to be read first, and who gave up waiting comes back with the next heartbeat.
    /// </summary>
    internal static long RenewedAtAfterPause(long renewedAt, long durationMilliseconds, long lostMilliseconds, long nowMilliseconds)
    {
        long moved = renewedAt + lostMilliseconds;
        if (renewedAt + durationMilliseconds > nowMilliseconds - lostMilliseconds)
            moved = Math.Max(moved, nowMilliseconds - durationMilliseconds + Math.Min(lostMilliseconds, durationMilliseconds / 2));
        return Math.Min(moved, Math.Max(renewedAt, nowMilliseconds));
    }

    /// <summary>
    /// How long to wait for the next heartbeat: a third of the lease, spread by 20 % either way so that callers do not march in
    /// step.
    /// </summary>
    /// <param name="durationMilliseconds">The lease.</param>
    /// <param name="fraction">A random number from 0 to 1.</param>
    public static long NextHeartbeat(long durationMilliseconds, double fraction) =>
        (long)(durationMilliseconds / (double)HeartbeatsPerLease * (0.8 + (0.4 * fraction)));
}
