namespace DnsRegistry.Zones;

/// <summary>The one clock that leases and TTLs count on: it never jumps when somebody sets the time of day.</summary>
public static class MonotonicTime
{
    /// <summary>A moment that never comes: a registration without a lease.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Milliseconds since an unknown but fixed moment.</summary>
    public static long MonotonicMilliseconds(this TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        long frequency = time.TimestampFrequency;
        long timestamp = time.GetTimestamp();
        return frequency == 1_000_000_000 ? timestamp / 1_000_000 : (long)((Int128)timestamp * 1000 / frequency);
    }
}
