using System.Runtime;
using DnsRegistry.Host.Composition;

namespace DnsRegistry.Host.Tests.Composition;

/// <summary>Tests that change how the memory of the whole process is collected: nothing runs beside them.</summary>
[CollectionDefinition("memory of the process", DisableParallelization = true)]
public class ProcessMemory;

[Collection("memory of the process")]
public class CollectionPaceTests
{
    private const int Octets = 12 << 20;

    private static object? s_new;

    [Fact]
    public void Each_collection_is_followed_by_room_without_one()
    {
        using var pace = new CollectionPace(Octets);
        for (int i = 0; i < 3; i++)
        {
            Collect();
            Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);

            int collections = GC.CollectionCount(0);
            Allocate(Octets * 9 / 10);
            Assert.Equal(collections, GC.CollectionCount(0));
        }
    }

    [Fact]
    public void What_needs_more_room_than_there_is_is_collected_and_the_next_room_follows()
    {
        using var pace = new CollectionPace(Octets);
        Collect();
        int collections = GC.CollectionCount(0);

        Allocate(Octets * 2);
        GC.WaitForPendingFinalizers();

        Assert.True(GC.CollectionCount(0) > collections, "no collection");
        Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
    }

    [Fact]
    public void Old_objects_are_collected_beside_the_program_and_room_follows_when_that_is_over()
    {
        GC.Collect();
        using var pace = new CollectionPace(Octets);
        long before = GC.GetGCMemoryInfo(GCKind.Background).Index;
        var old = new List<byte[]>();

        for (int i = 0; i < 2000 && GC.GetGCMemoryInfo(GCKind.Background).Index == before; i++)
        {
            for (int k = 0; k < 100; k++)
                old.Add(new byte[10_000]);
            GC.Collect(1);
            GC.WaitForPendingFinalizers();
        }

        Assert.NotEqual(before, GC.GetGCMemoryInfo(GCKind.Background).Index);
        Collect();
        Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        GC.KeepAlive(old);
    }

    [Fact]
    public void The_collector_is_left_to_itself_afterwards()
    {
        var pace = new CollectionPace(Octets);
        Collect();

        pace.Dispose();
        Collect();

        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
    }

    [Fact]
    public void Room_that_the_process_cannot_have_changes_nothing()
    {
        using var pace = new CollectionPace(long.MaxValue);

        Collect();

        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
    }

    private static void Collect()
    {
        GC.Collect(0);
        GC.WaitForPendingFinalizers();
    }

    private static void Allocate(int octets)
    {
        for (int i = 0; i < octets / 1000; i++)
            s_new = new byte[1000 - (3 * IntPtr.Size)];
        GC.KeepAlive(s_new);
    }
}
