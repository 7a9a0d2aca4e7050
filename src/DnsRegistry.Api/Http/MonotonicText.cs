using DnsRegistry.Zones;

namespace DnsRegistry.Api.Http;

/// <summary>Moments of the monotonic clock as people write them.</summary>
internal static class MonotonicText
{
    /// <summary>The time of day of a moment, in UTC and whole milliseconds.</summary>
    public static DateTime TimeOfDay(this TimeProvider time, long milliseconds)
    {
        DateTime moment = time.GetUtcNow().UtcDateTime.AddMilliseconds(milliseconds - time.MonotonicMilliseconds());
        return new DateTime(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}
