using Microsoft.Win32.SafeHandles;

namespace DnsRegistry.Storage.LiteDb.Pages;

/// <summary>
/// What a commit that failed, or was cut short, may have left in a file behind those that count. It must not count after a
/// restart, so it is taken away before the next one is written.
/// </summary>
internal sealed class FileRemains(SafeFileHandle file)
{
    /// <summary>Whether there may be something.</summary>
    public bool Any { get; set; }

    /// <summary>Takes it away.</summary>
    /// <param name="length">Octets of the commits that count.</param>
    /// <exception cref="IOException">It is still there.</exception>
    public void Cut(long length)
    {
        if (!Any)
            return;

        RandomAccess.SetLength(file, length);
        RandomAccess.FlushToDisk(file);
        Any = false;
    }

    /// <summary>Takes it away if that can be done now.</summary>
    /// <param name="length">Octets of the commits that count.</param>
    public void TryCut(long length)
    {
        try
        {
            Cut(length);
        }
        catch (IOException)
        {
            // The disk is out of order, and whoever writes next is told.
        }
    }
}
