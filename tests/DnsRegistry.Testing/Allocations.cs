namespace DnsRegistry.Testing;

/// <summary>Counts the octets that a piece of code allocates.</summary>
public static class Allocations
{
    private const int Attempts = 3;

    /// <summary>
    /// What it allocates whenever it runs: the least of a few attempts. Now and then the runtime allocates on the thread that
    /// happens to be there, for code that it has just compiled anew; what belongs to the code itself is in every attempt.
    /// </summary>
    /// <param name="run">The code; it ends on the thread on which it began.</param>
    public static long Of(Action run)
    {
        long least = long.MaxValue;
        for (int i = 0; i < Attempts && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
