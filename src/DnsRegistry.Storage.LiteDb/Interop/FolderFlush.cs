using System.Runtime.InteropServices;

namespace DnsRegistry.Storage.LiteDb.Interop;

/// <summary>
/// <c>fsync(2)</c> of a folder: a file that was just made, or given another name, is found after a loss of power only when its
/// folder is on the disk, too. The framework opens no folders.
/// </summary>
public static partial class FolderFlush
{
    private const int ReadOnly = 0;
    private const int InvalidArgument = 22;

    /// <summary>Puts the names in a folder on the disk. Where a file system cannot do that, and on Windows, nothing happens.</summary>
    /// <exception cref="IOException">It could not be done.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        int handle = Open(folder, ReadOnly);
        if (handle < 0)
            throw Failure(folder);

        bool isFlushed = Synchronize(handle) == 0 || Marshal.GetLastPInvokeError() == InvalidArgument;
        IOException? failure = isFlushed ? null : Failure(folder);
        _ = Close(handle);
        if (failure is not null)
            throw failure;
    }

    /// <summary>Makes a folder where there is none, and puts its name on the disk.</summary>
    /// <exception cref="IOException">It could not be done.</exception>
    public static void Make(string folder)
    {
        if (Directory.Exists(folder))
            return;

        Directory.CreateDirectory(folder);
        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) is string above)
            Flush(above);
    }

    private static IOException Failure(string folder) =>
        new($"The folder '{folder}' could not be put on the disk: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
