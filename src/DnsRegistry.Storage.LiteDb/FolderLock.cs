using DnsRegistry.Registry.Storage;

namespace DnsRegistry.Storage.LiteDb;

/// <summary>
/// Holds <c>registry.lock</c>, so that one process at a time works with a data folder. The system lets go of it when
/// the process ends, however it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="StoreException">Another process has it.</exception>
    public FolderLock(string path)
    {
        try
        {
            // On Unix FileShare.None is flock(2) with LOCK_EX | LOCK_NB.
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException exception) when (IsSharingViolation(exception))
        {
            throw StoreFaults.InUse(path, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // ERROR_SHARING_VIOLATION on Windows; EWOULDBLOCK, from flock(2), elsewhere: 11 on Linux, 35 on macOS and BSD.
    private static bool IsSharingViolation(IOException exception) => exception.HResult is unchecked((int)0x8007_0020) or 11 or 35;
}
