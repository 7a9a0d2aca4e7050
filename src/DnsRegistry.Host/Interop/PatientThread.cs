using System.Runtime.InteropServices;

namespace DnsRegistry.Host.Interop;

/// <summary>
/// A thread that does not push another off its processor when it wakes, but waits until that one sleeps or has had its turn:
/// <c>SCHED_BATCH</c> of <c>sched(7)</c>. Its share of the processor is that of any other.
/// </summary>
internal static partial class PatientThread
{
    private const int Batch = 3;

    /// <summary>Makes the thread that calls one of this kind. Where the system refuses, nothing changes.</summary>
    internal static void Become()
    {
        int noPriority = 0;
        if (OperatingSystem.IsLinux())
            _ = SetScheduler(0, Batch, ref noPriority);
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, ref int priority);
}
