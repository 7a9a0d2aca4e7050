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

    /// <summary>Several times as long as a brief call takes.</summary>
    private static readonly long s_sleep = Stopwatch.Frequency / 2_000;

    [ThreadStatic]
    private static long s_begun;

    [ThreadStatic]
    private static long s_called;

    /// <summary>
    /// Offers the processor, if this thread has not done so for a tenth of a millisecond. Whoever does many things calls it
    /// between one and the next.
    /// </summary>
    public static void Offer() => OfferAt(Stopwatch.GetTimestamp());

    /// <summary>
    /// The same, for a thread that answers brief calls: if none has come for a while, it has slept, and its turn begins here.
    /// </summary>
    public static void OfferBetweenCalls()
    {
        long now = Stopwatch.GetTimestamp();
        if (now - s_called > s_sleep)
            s_begun = now;
        s_called = now;
        OfferAt(now);
    }

    private static void OfferAt(long now)
    {
        if (now - s_begun < s_turn)
            return;

        Thread.Yield();
        s_begun = Stopwatch.GetTimestamp();
    }
}
