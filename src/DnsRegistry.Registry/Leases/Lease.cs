using DnsRegistry.Registry.Instances;
using DnsRegistry.Zones;

namespace DnsRegistry.Registry.Leases;

/// <summary>
/// When an instance was heard last, and for how long that counts. Renewing is one write of one number. It lies inside its
/// instance, and is changed there: a copy goes its own way.
/// </summary>
/// <param name="durationMilliseconds">The length; <see cref="MonotonicTime.Never"/> for an instance that needs no heartbeat.</param>
/// <param name="renewedAtMilliseconds">The first moment, on the clock of <see cref="MonotonicTime"/>.</param>
public struct Lease(long durationMilliseconds, long renewedAtMilliseconds)
{
    private long _renewedAt = renewedAtMilliseconds;

    /// <summary>The lease that a registration asks for, beginning now.</summary>
    internal static Lease Of(Registration registration, long nowMilliseconds) =>
        new(registration.IsStatic ? MonotonicTime.Never : registration.LeaseSeconds * 1000L, nowMilliseconds);

    /// <summary>The length in milliseconds.</summary>
    public readonly long DurationMilliseconds { get; } = durationMilliseconds;

    /// <summary>Whether it ends at all.</summary>
    public readonly bool IsEndless => DurationMilliseconds == MonotonicTime.Never;

    /// <summary>The moment it ends; <see cref="MonotonicTime.Never"/> where it does not.</summary>
    public readonly long EndsAtMilliseconds => LeaseRules.EndsAt(Volatile.Read(in _renewedAt), DurationMilliseconds);

    /// <summary>When the instance is forgotten altogether.</summary>
    public readonly long RemovedAtMilliseconds => LeaseRules.RemovedAt(Volatile.Read(in _renewedAt), DurationMilliseconds);

    /// <summary>Starts it anew in full. Of two that come at the same time the later moment counts: a lease only grows.</summary>
    public void Renew(long nowMilliseconds)
    {
        long known = Volatile.Read(ref _renewedAt);
        while (known < nowMilliseconds)
        {
            long seen = Interlocked.CompareExchange(ref _renewedAt, nowMilliseconds, known);
            if (seen == known)
                return;
            known = seen;
        }
    }
}
