using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DnsRegistry.Storage.LiteDb.Interop;

/// <summary>
/// <c>fdatasync(2)</c>: puts the content of a file on the disk, and of what is known about the file only what it takes to find
/// that content again. The framework always writes the rest, such as the time of the change, too.
/// </summary>
internal static partial class DataFlush
{
    private const int Interrupted = 4;

    /// <summary>Puts the content of a file on the disk.</summary>
    /// <exception cref="IOException">It could not be done.</exception>
    public static void Flush(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (Synchronize(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
                throw new IOException($"The file could not be put on the disk: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int Synchronize(SafeFileHandle file);
}
