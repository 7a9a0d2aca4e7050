using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Zones;

namespace DnsRegistry.Registry;

internal sealed partial class RegistryWriter
{
    private SuspectPatrol? _patrol;
    private ITimer? _guardTimer;
    private long _guardedSince;

    /// <summary>Ends with the pass of probes that is under way.</summary>
    internal Task Probing => _patrol?.Pass ?? Task.CompletedTask;

    private static bool HasEnded(ServiceInstance instance) => (instance.Faults & HealthFaults.LeaseEnded) != 0;

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

    /// <summary>After each batch: says that the guard has tripped or ended, and keeps it going in between.</summary>
    private void FollowGuard()
    {
        state.Guard.Show();
        if (state.Guard.IsOn && _guardTimer is null)
            BeginGuard();
        else if (state.Guard.TryEnd())
            EndGuard();
        else if (_guardTimer is not null)
            _patrol!.Begin(state.Guard.Held, time.MonotonicMilliseconds());
    }

    private void BeginGuard()
    {
        _guardedSince = time.MonotonicMilliseconds();
        _patrol ??= new SuspectPatrol(
            options.Guard, time, refused => _commands.Writer.TryWrite(new WithdrawCommand(refused, metrics.Leases)));
        var period = TimeSpan.FromMilliseconds(ExpiryGuard.LookMilliseconds);
        _guardTimer = time.CreateTimer(_ => _commands.Writer.TryWrite(new GuardCommand()), null, period, period);
        metrics.Leases.NoteTrip();
        LogGuardTripped(logger, options.Guard.HoldLeases);
        _patrol.Begin(state.Guard.Held, _guardedSince);
    }

    private void EndGuard()
    {
        _guardTimer?.Dispose();
        _guardTimer = null;
        LogGuardEnded(logger, (time.MonotonicMilliseconds() - _guardedSince) / 1000);
    }

    private async ValueTask DisposeGuardAsync()
    {
        if (_guardTimer is not null)
            await _guardTimer.DisposeAsync().ConfigureAwait(false);
        if (_patrol is not null)
            await _patrol.DisposeAsync().ConfigureAwait(false);
    }
}
