using System.Globalization;
using System.Runtime.InteropServices;

namespace DnsRegistry.Server.Interop;

/// <summary>
/// Who goes first when there are fewer cores than threads with work. On Linux a nice value and a scheduling policy belong to a
/// thread, and what a thread starts inherits them: <c>setpriority(2)</c>, <c>sched(7)</c>. Going behind others takes no privilege;
/// going before them would.
/// </summary>
internal static partial class Precedence
{
    /// <summary>
    /// What a step back is: a quarter of a core is left to one who steps back when another wants all of it (<c>sched(7)</c>), which is
    /// enough to keep leases alive in a flood of queries.
    /// </summary>
    internal const int StepBack = 5;

    private const int Lowest = 19;
    private const int OfThread = 0;
    private const int Ordinary = 0;
    private const int Batch = 3;

    /// <summary>Looks at all threads; where the system forbids to put them back, they would be looked at for ever.</summary>
    private const int MostLooks = 8;

    private const string Threads = "/proc/self/task";
    private const string CurrentThread = "/proc/thread-self";

    /// <summary>Runs an action; threads that it starts itself keep their place, and all others of the process step back behind them.</summary>
    /// <param name="start">Starts threads, and does nothing else that takes long. What it throws is passed on.</param>
    internal static void GiveToThreadsOf(Action start)
    {
        // Where threads cannot be told apart, or the system forbids it, everything stays as it was.
        if (!OperatingSystem.IsLinux() || new FileInfo(CurrentThread).LinkTarget is not { } current)
        {
            start();
            return;
        }

        int nice = Math.Min(GetPriority(OfThread, 0) + StepBack, Lowest);

        // All but this one, for what it starts inherits its place. A thread that began a moment before its parent was put back has
        // inherited nothing, so they are looked at until all are back.
        for (int look = 0; look < MostLooks; look++)
        {
            if (!PutBackAllBut(Path.GetFileName(current), nice))
                break;
        }

        start();
        PutBack(0, nice);
    }

    /// <summary>Puts all threads back but one.</summary>
    /// <returns>Whether one was found that was not.</returns>
    private static bool PutBackAllBut(string kept, int nice)
    {
        bool wasAny = false;
        foreach (string name in Directory.EnumerateDirectories(Threads).Select(path => Path.GetFileName(path)))
        {
            int thread = int.Parse(name, CultureInfo.InvariantCulture);
            if (name == kept || (GetPriority(OfThread, thread) == nice && GetScheduler(thread) != Ordinary))
                continue;

            PutBack(thread, nice);
            wasAny = true;
        }

        return wasAny;
    }

    /// <summary>
    /// The nice value counts when two threads want a core for long. "Batch" is about the moment: such a thread takes the core from no
    /// other when it wakes, but waits for the end of its turn.
    /// </summary>
    private static void PutBack(int thread, int nice)
    {
        _ = SetPriority(OfThread, thread, nice);
        if (GetScheduler(thread) == Ordinary)
            _ = SetScheduler(thread, Batch, new SchedulingParameter());
    }

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, int id);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int id, int nice);

    [LibraryImport("libc", EntryPoint = "sched_getscheduler")]
    private static partial int GetScheduler(int thread);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, in SchedulingParameter parameter);

    /// <summary><c>struct sched_param</c>: the policies used here have a priority of 0.</summary>
    private struct SchedulingParameter
    {
        internal int Priority;
    }
}
