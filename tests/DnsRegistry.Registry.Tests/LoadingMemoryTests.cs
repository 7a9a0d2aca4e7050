using System.Runtime;

namespace DnsRegistry.Registry.Tests;

// Not beside the tests of large pages: both change what the memory of the whole process is like.
[Collection("memory of the process")]
public class LoadingMemoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(49_999)]
    [InlineData(int.MaxValue)]
    public void Nothing_is_done_for_few_instances_or_more_than_memory_holds(int count) => Assert.Null(LoadingMemory.For(count));

    [Fact]
    public void Garbage_is_collected_as_ever_when_loading_is_over()
    {
        GCLatencyMode before = GCSettings.LatencyMode;
        LoadingMemory? memory = LoadingMemory.For(50_000);

        memory?.Dispose();
        memory?.Dispose();

        Assert.Equal(before, GCSettings.LatencyMode);
    }

    [Fact]
    public void What_was_loaded_is_of_the_oldest_generation()
    {
        LoadingMemory? memory = LoadingMemory.For(50_000);
        Assert.NotNull(memory);
        byte[][] loaded = [.. Enumerable.Range(0, 200_000).Select(_ => new byte[64])];

        memory.Dispose();

        // Few of them the collector may leave as they are, if something beside them cannot be moved.
        Assert.InRange(loaded.Count(one => GC.GetGeneration(one) == GC.MaxGeneration), loaded.Length * 9 / 10, loaded.Length);
    }
}
