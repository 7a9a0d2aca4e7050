using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace DnsRegistry.Server.Interop;

/// <summary>
/// <c>connect(2)</c> on a socket that does not block: begins a connection and comes back at once. The framework's own way
/// hands each connection from thread to thread when it is there, which costs more than the connection.
/// </summary>
public static partial class NonBlockingConnect
{
    // Numbers of Linux; see errno(3).
    private const int PermissionDenied = 13;
    private const int AddressNotAvailable = 99;
    private const int NetworkUnreachable = 101;
    private const int TimedOut = 110;
    private const int ConnectionRefused = 111;
    private const int HostUnreachable = 113;
    private const int InProgress = 115;

    /// <summary>Whether this system has it.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Begins.</summary>
    /// <param name="socket">A socket whose <see cref="Socket.Blocking"/> is false.</param>
    /// <param name="endPoint">Where to.</param>
    /// <returns>
    /// <see cref="SocketError.InProgress"/> as a rule: when the socket can be written to, its option
    /// <see cref="SocketOptionName.Error"/> says what came of it. <see cref="SocketError.Success"/>, or why not, when that is
    /// known at once.
    /// </returns>
    public static SocketError Begin(Socket socket, IPEndPoint endPoint)
    {
        SocketAddress address = endPoint.Serialize();
        if (Connect(socket.SafeHandle, address.Buffer.Span, (uint)address.Size) == 0)
            return SocketError.Success;

        return Marshal.GetLastPInvokeError() switch
        {
            InProgress => SocketError.InProgress,
            ConnectionRefused => SocketError.ConnectionRefused,
            NetworkUnreachable => SocketError.NetworkUnreachable,
            HostUnreachable => SocketError.HostUnreachable,
            AddressNotAvailable => SocketError.AddressNotAvailable,
            PermissionDenied => SocketError.AccessDenied,
            TimedOut => SocketError.TimedOut,
            _ => SocketError.SocketError,
        };
    }

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(SafeHandle socket, ReadOnlySpan<byte> address, uint length);
}
