using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.Registry.Tests.Health.Probes;

public sealed class TcpProbeByPollTests() : TcpProbeTests(Begin)
{
    /// <summary>What the server does with one system call.</summary>
    private static SocketError Begin(Socket socket, IPEndPoint endPoint)
    {
        try
        {
            socket.Connect(endPoint);
            return SocketError.Success;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.WouldBlock ? SocketError.InProgress : exception.SocketErrorCode;
        }
    }
}
