using System.Diagnostics;

namespace DnsRegistry.Registry;

/// <summary>
/// Lets others have the processor now and then, above all those who answer DNS. A thread with short turns gets it as soon as it
/// wakes, but not while it has had more than its share; then it would wait until this one sleeps, or the clock ticks: up to 4 ms.
/// </summary>
public static class ProcessorTurn
{
    /// <summary>Short beside the time that an answer may take, long beside what the offer costs.</summary>
    private static readonly long s_turn = Stopwatch.Frequency / 10_000;

    /// <summary>Longer than what is done between one offer and the next: who was away for so long has slept.</summary>
    private static readonly long s_sleep = Stopwatch.Frequency / 5_000;

    [ThreadStatic]
    private static long s_begun;

    [ThreadStatic]
    private static long s_seen;

    /// <summary>
    /// Offers the processor, if this thread has not done so for a tenth of a millisecond. Whoever does many things calls it
    /// between one and the next. Who has just woken has had no turn yet, and offers nothing.
    /// </summary>
    public static void Offer()
    {
        long now = Stopwatch.GetTimestamp();
        if (now - s_seen > s_sleep)
            s_begun = now;
        s_seen = now;
        if (now - s_begun < s_turn)
            return;

        Thread.Yield();
        s_begun = s_seen = Stopwatch.GetTimestamp();
    }
}
