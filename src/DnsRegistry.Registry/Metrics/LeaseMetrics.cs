using System.Diagnostics.Metrics;

namespace DnsRegistry.Registry.Metrics;

/// <summary>What became of leases: the expiry guard, and the time in which nobody could be heard.</summary>
internal sealed class LeaseMetrics
{
    private long _trips;
    private long _withdrawn;
    private double _pausedSeconds;

    /// <summary>Metrics of a registry.</summary>
    /// <param name="meter">Where they are shown.</param>
    /// <param name="state">Whose numbers they are.</param>
    internal LeaseMetrics(Meter meter, RegistryState state)
    {
        meter.CreateObservableGauge(
            "dnsregistry.guard.state", () => state.Guard.View is null ? 0 : 1, "{state}", "1 while the expiry guard holds, else 0.");
        meter.CreateObservableGauge(
            "dnsregistry.guard.held", () => state.Guard.View?.Held ?? 0, "{instance}", "Instances that the expiry guard keeps in DNS.");
        meter.CreateObservableCounter(
            "dnsregistry.guard.trips", () => Volatile.Read(ref _trips), "{trip}", "How often the expiry guard has tripped.");
        meter.CreateObservableCounter(
            "dnsregistry.guard.withdrawn", () => Volatile.Read(ref _withdrawn), "{instance}",
            "Held instances that were withdrawn because they refused a connection.");
        meter.CreateObservableCounter(
            "dnsregistry.pause.time", () => Volatile.Read(ref _pausedSeconds), "s",
            "Time in which the process was not running, given back to every lease.");
    }

    /// <summary>The guard has tripped. Writer only.</summary>
    internal void NoteTrip() => _trips++;

    /// <summary>Held instances have left DNS because they refused a connection. Writer only.</summary>
    internal void NoteWithdrawn(int instances) => _withdrawn += instances;

    /// <summary>The process was not running. Writer only.</summary>
    internal void NotePause(double seconds) => _pausedSeconds += seconds;
}
