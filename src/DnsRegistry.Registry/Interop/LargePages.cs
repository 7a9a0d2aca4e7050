using System.Globalization;
using System.Runtime.InteropServices;

namespace DnsRegistry.Registry.Interop;

/// <summary>
/// Has Linux give the garbage collector's heap memory in pages of 2 MiB instead of 4 KiB, <c>madvise(2)</c>, as long as this
/// lives. The first write to each page is a fault, and on a virtual machine one takes as long as it takes to load an instance.
/// </summary>
/// <remarks>
/// Meant for a time when the heap grows by much at once. In daily use large pages would only be larger holes: the collector
/// gives back what it does not need in small ones.
/// </remarks>
internal sealed partial class LargePages : IDisposable
{
    private const string Choice = "/sys/kernel/mm/transparent_hugepage/enabled";

    // MADV_HUGEPAGE and MADV_NOHUGEPAGE.
    private const int Large = 14, Small = 15;

    private readonly nint _start;
    private readonly nuint _octets;

    private LargePages(nint start, nuint octets)
    {
        _start = start;
        _octets = octets;
    }

    /// <summary>Begins.</summary>
    /// <returns>Null where the system does not leave it to programs: then it does so always, or never, or is not Linux.</returns>
    internal static LargePages? ForHeap()
    {
        try
        {
            if (!OperatingSystem.IsLinux() || !File.ReadAllText(Choice).Contains("[madvise]", StringComparison.Ordinal))
                return null;

            (nint start, nint end) = Around(AddressInHeap(), File.ReadLines("/proc/self/maps"));
            nuint octets = (nuint)(end - start);
            return octets > 0 && Advise(start, octets, Large) == 0 ? new LargePages(start, octets) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null; // a container may hide them
        }
    }

    /// <summary>The whole stretch of memory without a file and without a gap that an address lies in.</summary>
    /// <param name="address">The address.</param>
    /// <param name="maps">The lines of <c>/proc/PID/maps</c>, proc_pid_maps(5): range, rights, offset, device, inode, file.</param>
    /// <returns>Its first octet and the one after its last; both 0 if it is not there.</returns>
    internal static (nint Start, nint End) Around(nint address, IEnumerable<string> maps)
    {
        nint start = 0, end = 0;
        foreach (string line in maps)
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] range = fields[0].Split('-');
            nint from = nint.Parse(range[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            nint to = nint.Parse(range[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

            bool isNameless = fields.Length == 5;
            if (!isNameless || from != end)
            {
                if (start <= address && address < end)
                    break;

                start = from;
            }

            end = isNameless ? to : start;
        }

        return start <= address && address < end ? (start, end) : (0, 0);
    }

    /// <summary>From now on new pages are small again. The large ones that are there stay.</summary>
    public void Dispose() => _ = Advise(_start, _octets, Small);

    private static nint AddressInHeap()
    {
        GCHandle handle = GCHandle.Alloc(new object(), GCHandleType.Pinned);
        try
        {
            return handle.AddrOfPinnedObject();
        }
        finally
        {
            handle.Free();
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nuint octets, int advice);
}
