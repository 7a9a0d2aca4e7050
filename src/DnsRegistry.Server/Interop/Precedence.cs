using System.Globalization;
using System.Runtime.InteropServices;

namespace DnsRegistry.Server.Interop;

/// <summary>
/// Who goes first when there are fewer cores than threads with work. On Linux a nice value belongs to a thread, and what a thread
/// starts inherits it: <c>setpriority(2)</c>. Going behind others takes no privilege; going before them would.
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

        // All but this one, for what it starts inherits its place.
        foreach (string thread in Directory.EnumerateDirectories(Threads).Select(path => Path.GetFileName(path)))
        {
            if (thread != Path.GetFileName(current))
                _ = SetPriority(OfThread, int.Parse(thread, CultureInfo.InvariantCulture), nice);
        }

        start();
        _ = SetPriority(OfThread, 0, nice);
    }

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, int id);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int id, int nice);
}
