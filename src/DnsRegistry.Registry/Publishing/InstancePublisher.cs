using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Registry.Projection;
using DnsRegistry.Registry.Services;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Registry.Publishing;

/// <summary>Makes what was planned for an instance visible, and tells those of the registry that follow instances. Writer only.</summary>
/// <param name="state">What HTTP shows.</param>
/// <param name="directory">What DNS reads.</param>
/// <param name="calendar">Knows when to look at each lease.</param>
/// <param name="observers">Those that are told.</param>
internal sealed class InstancePublisher(
    RegistryState state, ServiceDirectory directory, LeaseCalendar calendar, IReadOnlyList<IInstanceObserver> observers)
{
    /// <summary>Those who follow instances are told that one has come, has gone, or was registered again.</summary>
    internal void Announce(ServiceInstance? former, ServiceInstance? next)
    {
        for (int i = 0; i < observers.Count; i++)
            observers[i].OnInstance(former, next);
    }

    /// <summary>They are told that a service has other settings.</summary>
    internal void Announce(string service, ServiceSettings? settings)
    {
        for (int i = 0; i < observers.Count; i++)
            observers[i].OnSettings(service, settings);
    }

    /// <summary>
    /// An instance was loaded. Nobody could send a heartbeat while the server was down, so it has a whole lease from now on.
    /// </summary>
    internal void Begin(ServiceInstance instance, long now)
    {
        instance.Lease.Renew(now);
        calendar.Schedule(instance);
        Announce(null, instance);
    }

    /// <summary>Makes one change visible.</summary>
    internal void Publish(PlannedChange change, long now)
    {
        ChangeHealth(change, now);
        bool isAnsweredAsBefore = change is { Former.Endpoint: { } former, IsWritten: false, Endpoint: { } next }
            && former.IsStale == next.IsStale && former.IsAnsweredLike(next);
        if (!isAnsweredAsBefore)
        {
            directory.Apply(new EndpointChange(
                change.Key.Service,
                change.Former is null ? null : EndpointProjection.PlaceOf(change.Former.Registration),
                change.Former?.Endpoint,
                change.Next is null ? null : EndpointProjection.PlaceOf(change.Next.Registration),
                change.Endpoint));
        }

        if (change.Next is null)
            state.Remove(change.Key, change.Revision);
        else
            Keep(change, change.Next, isAnsweredAsBefore, now);
        if (change.IsWritten)
            Announce(change.Former, change.Next);
    }

    private static bool HasEnded(ServiceInstance instance) => (instance.Faults & HealthFaults.LeaseEnded) != 0;

    private void Keep(PlannedChange change, ServiceInstance instance, bool isAnsweredAsBefore, long now)
    {
        if (!isAnsweredAsBefore)
            instance.Endpoint = change.Endpoint;
        if (change.IsWritten)
            state.Put(instance, change.Revision);
        else if (change.Revision != 0)
            state.FindService(change.Key.Service)?.Touch(change.Revision);
        calendar.Schedule(instance, notBefore: change.IsLetGo ? now + instance.Lease.DurationMilliseconds : 0);
    }

    /// <summary>Changes what stands against the instance itself, and counts the critical ones.</summary>
    private void ChangeHealth(PlannedChange change, long now)
    {
        bool wasCritical = change.Former?.State == InstanceState.Critical;
        if (change.IsRenewed)
            change.Next?.Lease.Renew(now);
        if (change is { IsWritten: true, Former: { } former })
            Forget(former);
        if (change.Next is { } instance)
        {
            bool hadEnded = HasEnded(instance);
            bool wasHeld = instance.IsHeld;
            instance.Faults = change.Faults;
            instance.IsHeld = change.IsHeld;

            // A heartbeat renews first and reads the faults then; here it is the other way round. One of the two sees the
            // other, and a heartbeat that came while the end of its lease was being made durable counts.
            Interlocked.MemoryBarrier();
            bool endsNow = (HasEnded(instance) && !hadEnded) || (instance.IsHeld && !wasHeld);
            if (endsNow && instance.Lease.EndsAtMilliseconds > now)
            {
                instance.Faults = change.Faults &= ~HealthFaults.LeaseEnded;
                instance.IsHeld = change.IsHeld = false;
                change.Endpoint = EndpointProjection.EndpointOf(instance, change.Faults, state.FindOverride(change.Key)?.Override);
            }

            NoteLease(instance, wasHeld, hadEnded, now);
        }

        state.CriticalCount += (change.State == InstanceState.Critical ? 1 : 0) - (wasCritical ? 1 : 0);
    }

    /// <summary>Tells those who remember leases what became of one.</summary>
    private void NoteLease(ServiceInstance instance, bool wasHeld, bool hadEnded, long now)
    {
        state.Guard.Note(instance, wasHeld, hadEnded, now);
        if (HasEnded(instance) && !hadEnded && !wasHeld)
            state.Flaps.NoteLapse(instance, now);
        else if (hadEnded && !HasEnded(instance))
            state.Flaps.BeginProof(instance, now);
    }

    /// <summary>An instance is no longer registered, or another registration stands in its place.</summary>
    private void Forget(ServiceInstance instance)
    {
        instance.MarkGone();
        state.Guard.Forget(instance);
        state.Flaps.Forget(instance);
    }
}
