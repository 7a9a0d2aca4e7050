using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Tests.Instances;

public class InstanceLifeTests
{
    [Theory]
    [InlineData(InstanceState.Passing, InstanceSignal.Renewed, InstanceState.Passing)]
    [InlineData(InstanceState.Passing, InstanceSignal.LeaseEnded, InstanceState.Critical)]
    [InlineData(InstanceState.Passing, InstanceSignal.GraceEnded, InstanceState.Gone)]
    [InlineData(InstanceState.Passing, InstanceSignal.Deregistered, InstanceState.Gone)]
    [InlineData(InstanceState.Critical, InstanceSignal.Renewed, InstanceState.Passing)]
    [InlineData(InstanceState.Critical, InstanceSignal.LeaseEnded, InstanceState.Critical)]
    [InlineData(InstanceState.Critical, InstanceSignal.GraceEnded, InstanceState.Gone)]
    [InlineData(InstanceState.Critical, InstanceSignal.Deregistered, InstanceState.Gone)]
    public void Signal_leads_to_the_next_state(InstanceState state, InstanceSignal signal, InstanceState next) =>
        Assert.Equal(next, InstanceLife.Next(state, signal));

    [Fact]
    public void Nothing_brings_back_one_that_is_gone()
    {
        foreach (InstanceSignal signal in Enum.GetValues<InstanceSignal>())
            Assert.Equal(InstanceState.Gone, InstanceLife.Next(InstanceState.Gone, signal));
    }
}
