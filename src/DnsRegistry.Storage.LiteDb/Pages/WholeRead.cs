using DnsRegistry.Registry.Storage;
using Microsoft.Win32.SafeHandles;

namespace DnsRegistry.Storage.LiteDb.Pages;

/// <summary>Reads that give everything asked for.</summary>
internal static class WholeRead
{
    /// <summary>Fills the buffer from the file.</summary>
    /// <exception cref="StoreException">The file ends before.</exception>
    public static void Read(SafeFileHandle file, Span<byte> buffer, long offset, string path)
    {
        for (int done = 0; done < buffer.Length;)
        {
            int read = RandomAccess.Read(file, buffer[done..], offset + done);
            if (read == 0)
                throw StoreFaults.Damaged(path, $"it ends at octet {offset + done}, and more is needed.");
            done += read;
        }
    }
}
