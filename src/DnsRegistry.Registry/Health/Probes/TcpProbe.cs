using System.Net.Sockets;

namespace DnsRegistry.Registry.Health.Probes;

/// <summary>A TCP connection is taken. Nothing is sent, and it is closed at once.</summary>
internal static class TcpProbe
{
    /// <summary>Makes the check.</summary>
    /// <returns>Null when the time was over.</returns>
    internal static async ValueTask<ProbeOutcome?> RunAsync(
        ProbeConnector connector, string target, CancellationToken cancellationToken)
    {
        int colon = target.LastIndexOf(':');
        (Socket? connection, string? fault) = await connector.ConnectAsync(
            target[..colon], int.Parse(target.AsSpan(colon + 1), null), isUsed: false, cancellationToken).ConfigureAwait(false);
        if (connection is null)
            return fault is null ? null : ProbeOutcome.Failed(fault);

        connection.Dispose();
        return ProbeOutcome.Passed("connected");
    }
}
