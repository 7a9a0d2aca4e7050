using System.Net.Sockets;

namespace DnsRegistry.Server.Interop;

/// <summary>Several sockets on one port, among which the system spreads what arrives: <c>SO_REUSEPORT</c>, <c>socket(7)</c>.</summary>
internal static class SharedPort
{
    // Values of Linux on x86-64 and ARM64, from asm-generic/socket.h.
    private const int SolSocket = 1;
    private const int SoReusePort = 15;

    /// <summary>Whether this system does it.</summary>
    internal static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Lets others share the port that the socket will be bound to. Only processes of the same user can.</summary>
    internal static void Allow(Socket socket) => socket.SetRawSocketOption(SolSocket, SoReusePort, BitConverter.GetBytes(1));
}
