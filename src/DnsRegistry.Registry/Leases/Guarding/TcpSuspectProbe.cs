using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.Registry.Leases.Guarding;

/// <summary>Opens a TCP connection, and closes it at once. It sends nothing.</summary>
internal sealed class TcpSuspectProbe : ISuspectProbe
{
    /// <inheritdoc/>
    public async ValueTask<ProbeVerdict> ProbeAsync(IPEndPoint target, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(target, cancellationToken).ConfigureAwait(false);
            return ProbeVerdict.Accepted;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionRefused ? ProbeVerdict.Refused : ProbeVerdict.Silent;
        }
        catch (OperationCanceledException)
        {
            return ProbeVerdict.Silent;
        }
    }
}
