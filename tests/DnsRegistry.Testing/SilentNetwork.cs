using System.Net;
using DnsRegistry.Registry.Leases.Guarding;

namespace DnsRegistry.Testing;

/// <summary>A network on which nobody answers.</summary>
public sealed class SilentNetwork : ISuspectProbe
{
    /// <inheritdoc/>
    public ValueTask<ProbeVerdict> ProbeAsync(IPEndPoint target, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ProbeVerdict.Silent);
}
