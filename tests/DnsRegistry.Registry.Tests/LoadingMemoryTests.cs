using System.Runtime;

namespace DnsRegistry.Registry.Tests;

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
}
