using System.Runtime.InteropServices;

namespace DnsRegistry.Server.Interop;

/// <summary>
/// How long a thread runs before others on its processor have their turn, <c>sched_setattr(2)</c>. A thread that asks for
/// little at a time is let in at once when it wakes, before one that has asked for more: a query does not wait until a
/// registration is through. It gets no larger share of the processor by it.
/// </summary>
internal static unsafe partial class ThreadSlice
{
    /// <summary>The least that Linux grants: a few tens of queries.</summary>
    private const ulong Nanoseconds = 100_000;

    /// <summary>Asks for short slices for the thread that calls. Where the system does not have them, nothing changes.</summary>
    /// <remarks>Linux grants them to ordinary threads since 6.12; before, the number is ignored.</remarks>
    internal static void Shorten()
    {
        (long get, long set) = CallNumbers();
        if (get == 0)
            return;

        // Everything else is to stay as it is, a nice value the process was started with above all.
        var attributes = new Attributes { Size = (uint)sizeof(Attributes) };
        if (Call(get, 0, &attributes, sizeof(Attributes), 0) != 0 || attributes.Policy != 0)
            return;

        attributes.RuntimeNanoseconds = Nanoseconds;
        _ = Call(set, 0, &attributes, 0, 0);
    }

    /// <summary>The numbers of <c>sched_getattr</c> and <c>sched_setattr</c>, which the C library has no functions for.</summary>
    private static (long Get, long Set) CallNumbers() => RuntimeInformation.ProcessArchitecture switch
    {
        _ when !OperatingSystem.IsLinux() => default,
        Architecture.X64 => (315, 314),
        Architecture.Arm64 => (275, 274),
        _ => default,
    };

    /// <summary><c>syscall(2)</c> with the arguments of <c>sched_getattr</c>; <c>sched_setattr</c> takes the flags third.</summary>
    /// <returns>0, or -1 where the system refuses.</returns>
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long Call(long number, int thread, Attributes* attributes, long sizeOrFlags, long flags);

    /// <summary><c>struct sched_attr</c>, first version.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        internal uint Size;
        internal uint Policy;
        internal ulong Flags;
        internal int Nice;
        internal uint Priority;
        internal ulong RuntimeNanoseconds;
        internal ulong DeadlineNanoseconds;
        internal ulong PeriodNanoseconds;
    }
}
