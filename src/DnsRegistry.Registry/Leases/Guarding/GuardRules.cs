namespace DnsRegistry.Registry.Leases.Guarding;

/// <summary>When the guard trips, and how long it holds. Pure.</summary>
internal static class GuardRules
{
    /// <summary>Whether so many silent leases are more than a few instances that have died.</summary>
    internal static bool IsAlarming(LeaseCount count, ExpiryGuardOptions options) =>
        options.SharePercent > 0
        && count.Silent >= options.LeastLeases
        && count.Silent * 100L >= (long)options.SharePercent * count.All;

    /// <summary>The moment until which an instance is held.</summary>
    /// <param name="heldSince">When its lease ended.</param>
    /// <param name="leaseMilliseconds">Its lease.</param>
    /// <param name="calmSince">Since when no alarming number has been silent; null while one is.</param>
    /// <param name="options">How many leases an instance is held at most.</param>
    internal static long HeldUntil(long heldSince, long leaseMilliseconds, long? calmSince, ExpiryGuardOptions options)
    {
        // When the others are back, it has a whole lease for its own next heartbeat: who recovers needs three at most.
        long longest = heldSince + (options.HoldLeases * leaseMilliseconds);
        return calmSince is { } since ? Math.Min(longest, since + leaseMilliseconds) : longest;
    }

    /// <summary>How many of so many held instances may be withdrawn in one pass: never more than the share, but for the first.</summary>
    internal static int MostWithdrawn(int held, ExpiryGuardOptions options) =>
        options.WithdrawPercent == 0 ? 0 : (int)Math.Max(1, held * (long)options.WithdrawPercent / 100);
}
