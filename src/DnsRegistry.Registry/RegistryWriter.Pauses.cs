using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Zones;

namespace DnsRegistry.Registry;

internal sealed partial class RegistryWriter
{
    private ITimer? _pulse;
    private PauseWatch? _pauses;

    /// <summary>The one timer waits for the next lease to end; so something else has to beat steadily for a pause to be seen.</summary>
    private void StartPulse()
    {
        if (options.PulseInterval <= TimeSpan.Zero)
            return;

        _pauses = new PauseWatch(time.MonotonicMilliseconds());
        _pulse = time.CreateTimer(_ => Beat(), null, options.PulseInterval, options.PulseInterval);
    }

    /// <summary>After a pause the writer is woken: what is said of leases is wrong until it has put them right.</summary>
    private void Beat()
    {
        if (_pauses!.Look(time.MonotonicMilliseconds()))
            _commands.Writer.TryWrite(new BarrierCommand());
    }

    /// <summary>Before any lease is looked at: who could not be heard is not to be blamed for it.</summary>
    private void GiveBackLostTime(long now)
    {
        if (_pauses?.Take(now) is not (> 0 and long lost))
            return;

        foreach (ServiceInstance instance in state.All())
            instance.Lease.GiveBack(lost, now);
        state.Guard.GiveBack(lost);
        metrics.Leases.NotePause(lost / 1000.0);
        LogPaused(logger, lost / 1000.0);
    }
}
