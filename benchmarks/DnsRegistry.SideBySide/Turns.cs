using System.Diagnostics;

namespace DnsRegistry.SideBySide;

/// <summary>
/// Lets subjects take turns so short that what else happens on the machine happens to all of them, in another order each time.
/// </summary>
internal static class Turns
{
    private const int WarmRounds = 40;
    private const int WarmTimes = 2000;
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan s_compiling = TimeSpan.FromMilliseconds(60);

    /// <summary>Warms all of them up, then takes the time of so many turns of each.</summary>
    internal static void Take(IReadOnlyList<Subject> subjects, int rounds)
    {
        foreach (Subject subject in subjects)
            Warm(subject);
        int times = subjects.Max(TimesInATurn);
        GC.Collect();
        for (int round = 0; round < rounds; round++)
        {
            Subject[] order = [.. subjects];
            Random.Shared.Shuffle(order);
            foreach (Subject subject in order)
                subject.Add(Time(subject, times).TotalNanoseconds / times);
        }
    }

    /// <summary>The compiler makes code better between calls, some time after it was called often.</summary>
    private static void Warm(Subject subject)
    {
        for (int round = 1; round <= WarmRounds; round++)
        {
            subject.Run(WarmTimes);
            if (round % 8 == 0)
                Thread.Sleep(s_compiling);
        }
    }

    private static int TimesInATurn(Subject subject)
    {
        const int Sample = 20_000;
        return Math.Max(1, (int)(Sample * (s_turn / Time(subject, Sample))));
    }

    private static TimeSpan Time(Subject subject, int times)
    {
        long start = Stopwatch.GetTimestamp();
        subject.Run(times);
        return Stopwatch.GetElapsedTime(start);
    }
}
