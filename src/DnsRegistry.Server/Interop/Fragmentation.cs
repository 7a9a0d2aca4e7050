using System.Net.Sockets;

namespace DnsRegistry.Server.Interop;

/// <summary>
/// Datagrams that are never cut into pieces on their way: whoever gets a forged second piece in gets a forged answer in
/// (RFC 9715 §3.1). The system also need not number packets that cannot be cut, which is a small part of what sending costs.
/// </summary>
internal static class Fragmentation
{
    // Values of Linux, ip(7). "Probe" sets the DF bit and does not believe what strangers say about the path.
    private const int SolIp = 0;
    private const int IpMtuDiscover = 10;
    private const int IpPmtuDiscProbe = 3;

    /// <summary>Forbids it for IPv4; of IPv6 only the sender itself could cut, and below 1,280 octets it need not.</summary>
    /// <param name="socket">The socket.</param>
    internal static void Forbid(Socket socket)
    {
        if (OperatingSystem.IsLinux() && socket.AddressFamily == AddressFamily.InterNetwork)
            socket.SetRawSocketOption(SolIp, IpMtuDiscover, BitConverter.GetBytes(IpPmtuDiscProbe));
    }
}
