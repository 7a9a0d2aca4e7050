using DnsRegistry.Registry.Instances;
using DnsRegistry.Zones;

namespace DnsRegistry.Registry.Leases;

/// <summary>
/// When an instance was heard last, and for how long that counts. Renewing is one write of one number. It lies inside its
/// instance, and is changed there: a copy goes its own way.
/// </summary>
public struct Lease
{
    private long _renewedAt;
    private readonly int _duration; // 0 where it never ends; a day at most, so an int leaves room for the pace
    private byte _pace;

    /// <summary>A lease that begins.</summary>
    /// <param name="durationMilliseconds">The length; <see cref="MonotonicTime.Never"/> for an instance that needs no heartbeat.</param>
    /// <param name="renewedAtMilliseconds">The first moment, on the clock of <see cref="MonotonicTime"/>.</param>
    public Lease(long durationMilliseconds, long renewedAtMilliseconds)
    {
        _duration = durationMilliseconds == MonotonicTime.Never ? 0 : checked((int)durationMilliseconds);
        _renewedAt = renewedAtMilliseconds;
    }

    /// <summary>The lease that a registration asks for, beginning now.</summary>
    internal static Lease Of(Registration registration, long nowMilliseconds) =>
        new(registration.IsStatic ? MonotonicTime.Never : registration.LeaseSeconds * 1000L, nowMilliseconds);

    /// <summary>The length in milliseconds.</summary>
    public readonly long DurationMilliseconds => IsEndless ? MonotonicTime.Never : _duration;

    /// <summary>Whether it never ends.</summary>
    public readonly bool IsEndless => _duration == 0;

    /// <summary>The moment it ends; <see cref="MonotonicTime.Never"/> where it does not.</summary>
    public readonly long EndsAtMilliseconds => LeaseRules.EndsAt(Volatile.Read(in _renewedAt), DurationMilliseconds);

    /// <summary>When the instance is forgotten altogether.</summary>
    public readonly long RemovedAtMilliseconds => LeaseRules.RemovedAt(Volatile.Read(in _renewedAt), DurationMilliseconds);

    /// <summary>
    /// The moment from which its heartbeat has not come as it used to; <see cref="MonotonicTime.Never"/> where none is needed.
    /// </summary>
    internal readonly long OverdueAtMilliseconds =>
        LeaseRules.OverdueAt(Volatile.Read(in _renewedAt), DurationMilliseconds, Volatile.Read(in _pace));

    /// <summary>Starts it anew in full. Of two that come at the same time the later moment counts: a lease only grows.</summary>
    public void Renew(long nowMilliseconds)
    {
        long known = MoveTo(nowMilliseconds);
        if (!IsEndless)
            Volatile.Write(ref _pace, LeaseRules.PaceAfter(_pace, nowMilliseconds - known, _duration));
    }

    /// <summary>Gives back time in which nobody could have renewed it.</summary>
    /// <param name="lostMilliseconds">How long that was, until now.</param>
    /// <param name="nowMilliseconds">Now.</param>
    internal void GiveBack(long lostMilliseconds, long nowMilliseconds)
    {
        if (!IsEndless)
            MoveTo(LeaseRules.RenewedAtAfterPause(Volatile.Read(ref _renewedAt), _duration, lostMilliseconds, nowMilliseconds));
    }

    /// <returns>When it was renewed before.</returns>
    private long MoveTo(long renewedAt)
    {
        long known = Volatile.Read(ref _renewedAt);
        while (known < renewedAt)
        {
            long seen = Interlocked.CompareExchange(ref _renewedAt, renewedAt, known);
            if (seen == known)
                break;
            known = seen;
        }

        return known;
    }
}
