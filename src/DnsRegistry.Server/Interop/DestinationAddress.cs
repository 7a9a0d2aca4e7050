using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace DnsRegistry.Server.Interop;

/// <summary>
/// The control message that says which address of this machine a datagram came to: <c>IP_PKTINFO</c> of <c>ip(7)</c> and
/// <c>IPV6_RECVPKTINFO</c> of <c>ipv6(7)</c>. Sent back with the response, it makes that address the source.
/// </summary>
internal static class DestinationAddress
{
    private const int SolIp = 0;
    private const int IpPktInfo = 8;
    private const int SolIpv6 = 41;
    private const int Ipv6RecvPktInfo = 49;

    // struct cmsghdr: length 8, level 4, type 4. Then struct in_pktinfo begins with the interface index.
    private const int LevelOffset = 8;
    private const int InterfaceOffset = 16;

    /// <summary>Asks the system to give the message with every datagram.</summary>
    internal static void Announce(Socket socket)
    {
        byte[] on = BitConverter.GetBytes(1);
        if (socket.AddressFamily == AddressFamily.InterNetworkV6)
            socket.SetRawSocketOption(SolIpv6, Ipv6RecvPktInfo, on);
        else
            socket.SetRawSocketOption(SolIp, IpPktInfo, on);
    }

    /// <summary>Turns the message received into the one to send. For IPv4 the way out is left to the routing table.</summary>
    internal static void MakeSource(Span<byte> control)
    {
        bool isIPv4 = control.Length >= InterfaceOffset + sizeof(int) && MemoryMarshal.Read<int>(control[LevelOffset..]) == SolIp;
        if (isIPv4)
            control.Slice(InterfaceOffset, sizeof(int)).Clear();
    }
}
