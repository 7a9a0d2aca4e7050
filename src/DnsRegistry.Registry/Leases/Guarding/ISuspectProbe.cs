using System.Net;

namespace DnsRegistry.Registry.Leases.Guarding;

/// <summary>Asks an instance that is silent whether it is there.</summary>
public interface ISuspectProbe
{
    /// <summary>Asks one address.</summary>
    /// <param name="target">Address and port.</param>
    /// <param name="cancellationToken">Ends the wait: then the instance was silent.</param>
    ValueTask<ProbeVerdict> ProbeAsync(IPEndPoint target, CancellationToken cancellationToken);
}
