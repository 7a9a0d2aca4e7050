using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Leases.Guarding;

/// <summary>Counts the leases that run, and those of them whose heartbeat is overdue.</summary>
internal static class SilenceCount
{
    /// <summary>A registry up to this size is counted in full; of a larger one so many, picked at random, stand for all.</summary>
    internal const int Most = 16_384;

    /// <summary>Counts them.</summary>
    internal static LeaseCount Of(RegistryState state, long nowMilliseconds)
    {
        int seen = 0;
        int running = 0;
        int silent = 0;
        foreach (ServiceInstance instance in state.Some(Most))
        {
            seen++;
            if (instance.Lease.IsEndless || instance.HasLapsed)
                continue;

            running++;
            if (instance.Lease.OverdueAtMilliseconds <= nowMilliseconds)
                silent++;
        }

        return new LeaseCount(ForAll(silent, seen, state.Count), ForAll(running, seen, state.Count));
    }

    private static int ForAll(int count, int seen, int all) => seen >= all ? count : (int)((long)count * all / seen);
}
