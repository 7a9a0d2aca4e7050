using System.Runtime.InteropServices;

namespace DnsRegistry.Server.Interop;

/// <summary>The system calls that move many datagrams at once, and their structures, as Linux has them on 64-bit machines.</summary>
internal static partial class NativeDatagrams
{
    /// <summary>Return after the first datagram with those that are there: <c>MSG_WAITFORONE</c>.</summary>
    internal const int WaitForOne = 0x10000;

    /// <summary>Whether this system has the calls, and lays the structures out as they are here.</summary>
    internal static bool AreSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess && BitConverter.IsLittleEndian;

    /// <summary><c>recvmmsg(2)</c>: receives up to <paramref name="count"/> datagrams in one system call.</summary>
    /// <returns>Datagrams received, or -1 with the reason in <see cref="Marshal.GetLastPInvokeError"/>.</returns>
    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    internal static unsafe partial int ReceiveMany(SafeHandle socket, MultiMessage* messages, uint count, int flags, nint timeout);

    /// <summary><c>sendmmsg(2)</c>: sends up to <paramref name="count"/> datagrams in one system call.</summary>
    /// <returns>Datagrams sent, or -1 with the reason in <see cref="Marshal.GetLastPInvokeError"/>.</returns>
    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    internal static unsafe partial int SendMany(SafeHandle socket, MultiMessage* messages, uint count, int flags);

    /// <summary><c>struct iovec</c>: where octets lie.</summary>
    internal unsafe struct Segment
    {
        internal byte* Start;
        internal nuint Octets;
    }

    /// <summary><c>struct mmsghdr</c>: a <c>struct msghdr</c>, and how many octets it brought or took.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    internal unsafe struct MultiMessage
    {
        [FieldOffset(0)]
        internal byte* Address;

        [FieldOffset(8)]
        internal uint AddressOctets;

        [FieldOffset(16)]
        internal Segment* Segments;

        [FieldOffset(24)]
        internal nuint SegmentCount;

        [FieldOffset(32)]
        internal byte* Control;

        [FieldOffset(40)]
        internal nuint ControlOctets;

        [FieldOffset(48)]
        internal int Flags;

        [FieldOffset(56)]
        internal uint Octets;
    }
}
