using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Health.Probes;

/// <summary>Makes checks. Whatever happens on the network is an outcome, never an exception.</summary>
public interface IProber : IDisposable
{
    /// <summary>Makes one check, and takes no longer than its timeout.</summary>
    /// <param name="check">What to ask.</param>
    /// <param name="stopping">Gives up: nobody is interested any more.</param>
    ValueTask<ProbeOutcome> ProbeAsync(HealthCheck check, CancellationToken stopping);
}
