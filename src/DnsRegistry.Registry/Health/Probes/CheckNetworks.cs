using System.Net;

namespace DnsRegistry.Registry.Health.Probes;

/// <summary>
/// Where checks may go. Whoever may register can make the server knock at any address that a check names; this is how an
/// operator draws the line.
/// </summary>
/// <param name="allowed">The networks; none means every address but link-local ones.</param>
internal sealed class CheckNetworks(IReadOnlyList<IPNetwork> allowed)
{
    /// <summary>Where clouds keep what only the machine itself should read: at no time without being asked to.</summary>
    private static readonly IPNetwork[] s_linkLocal = [IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fe80::/10")];

    /// <summary>Whether this address may be asked.</summary>
    internal bool Allows(IPAddress address)
    {
        // Otherwise ::ffff:169.254.169.254 would be another address than the one that is reached.
        IPAddress reached = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed.Count > 0
            ? allowed.Any(network => network.Contains(reached))
            : !s_linkLocal.Any(network => network.Contains(reached));
    }
}
