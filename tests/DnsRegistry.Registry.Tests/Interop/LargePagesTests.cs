using System.Runtime.InteropServices;
using DnsRegistry.Registry.Interop;

namespace DnsRegistry.Registry.Tests.Interop;

// Not beside the tests of loading: both change what the memory of the whole process is like.
[Collection("memory of the process")]
public class LargePagesTests
{
    private static readonly string[] s_maps =
    [
        "00001000-00002000 r-xp 00000000 fe:00 77                                 /usr/bin/program",
        "00002000-00003000 rw-p 00000000 00:00 0 ",
        "00003000-00008000 ---p 00000000 00:00 0 ",
        "00009000-0000a000 rw-p 00000000 00:00 0 ",
        "0000a000-0000c000 rw-p 00000000 00:00 0 ",
        "0000c000-0000d000 rw-p 00000000 00:00 0                                  [heap]",
        "0000d000-0000e000 rw-p 00000000 00:00 0 ",
    ];

    [Theory]
    [InlineData(0x1800, 0, 0)]
    [InlineData(0x2000, 0x2000, 0x8000)]
    [InlineData(0x7fff, 0x2000, 0x8000)]
    [InlineData(0x8000, 0, 0)]
    [InlineData(0x9800, 0x9000, 0xc000)]
    [InlineData(0xbfff, 0x9000, 0xc000)]
    [InlineData(0xc800, 0, 0)]
    [InlineData(0xdfff, 0xd000, 0xe000)]
    [InlineData(0xe000, 0, 0)]
    public void A_stretch_ends_at_gaps_and_at_what_has_a_name(int address, int start, int end) =>
        Assert.Equal((start, end), LargePages.Around(address, s_maps));

    [Fact]
    public void The_heap_has_large_pages_as_long_as_it_lives_where_programs_may_ask_for_them()
    {
        if (!OperatingSystem.IsLinux() || !File.ReadAllText("/sys/kernel/mm/transparent_hugepage/enabled").Contains("[madvise]"))
        {
            Assert.Null(LargePages.ForHeap());
            return;
        }

        LargePages? pages = LargePages.ForHeap();
        Assert.NotNull(pages);
        Assert.Contains("hg", FlagsOfHeap());

        pages.Dispose();
        Assert.DoesNotContain("hg", FlagsOfHeap());
    }

    /// <summary>What the system notes of the memory in which objects lie, proc_pid_smaps(5): <c>hg</c> is large pages asked for.</summary>
    private static string[] FlagsOfHeap()
    {
        GCHandle handle = GCHandle.Alloc(new object(), GCHandleType.Pinned);
        long address = handle.AddrOfPinnedObject();
        handle.Free();

        bool isThere = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields[0].Split('-') is [string from, string to])
                isThere = Convert.ToInt64(from, 16) <= address && address < Convert.ToInt64(to, 16);
            else if (isThere && fields[0] == "VmFlags:")
                return fields;
        }

        throw new InvalidOperationException("The heap is not in the list.");
    }
}
