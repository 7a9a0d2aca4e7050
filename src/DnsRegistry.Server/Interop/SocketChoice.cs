using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace DnsRegistry.Server.Interop;

/// <summary>
/// Which of the sockets that share a port a datagram goes to, <c>SO_ATTACH_REUSEPORT_CBPF</c> of <c>socket(7)</c>: a program of a few
/// instructions, run by the kernel for each datagram, gives the number of the socket in the order in which they were bound.
/// </summary>
internal static unsafe class SocketChoice
{
    // Values of Linux on x86-64 and ARM64, from asm-generic/socket.h and linux/filter.h.
    private const int SolSocket = 1;
    private const int SoAttachReusePortFilter = 51;
    private const ushort LoadWord = 0x20;
    private const ushort Remainder = 0x94;
    private const ushort ReturnLoaded = 0x16;
    private const ushort ReturnConstant = 0x06;

    /// <summary>Where a program reads the number of the processor it runs on, the one that the datagram came in on.</summary>
    private const uint Processor = unchecked((uint)(-0x1000 + 36));

    /// <summary>No socket has this number. The kernel then takes one by the addresses and ports of sender and receiver.</summary>
    private const uint None = uint.MaxValue;

    /// <summary>Gives each processor a socket: its number modulo that of the sockets.</summary>
    /// <param name="any">Any of the sockets; the choice is that of all.</param>
    /// <param name="sockets">How many share the port.</param>
    /// <returns>Whether the system does it.</returns>
    internal static bool TryByProcessor(Socket any, int sockets) => TryAttach(
        any,
        [new(LoadWord, Processor), new(Remainder, (uint)sockets), new(ReturnLoaded, 0)]);

    /// <summary>Leaves it to the addresses and ports, as without a program.</summary>
    /// <param name="any">Any of the sockets; the choice is that of all.</param>
    /// <returns>Whether the system does it.</returns>
    internal static bool TryByAddresses(Socket any) => TryAttach(any, [new(ReturnConstant, None)]);

    private static bool TryAttach(Socket any, ReadOnlySpan<Instruction> instructions)
    {
        fixed (Instruction* first = instructions)
        {
            var program = new Program { Count = (ushort)instructions.Length, First = first };
            try
            {
                any.SetRawSocketOption(SolSocket, SoAttachReusePortFilter, new ReadOnlySpan<byte>(&program, sizeof(Program)));
                return true;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary><c>struct sock_filter</c>, of which no instruction here jumps.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Instruction(ushort code, uint constant)
    {
        private readonly ushort _code = code;
        private readonly byte _jumpIfTrue;
        private readonly byte _jumpIfFalse;
        private readonly uint _constant = constant;
    }

    /// <summary><c>struct sock_fprog</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        internal ushort Count;
        internal Instruction* First;
    }
}
