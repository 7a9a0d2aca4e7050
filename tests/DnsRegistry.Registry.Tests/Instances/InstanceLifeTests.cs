using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Tests.Instances;

public class InstanceLifeTests
{
    public static TheoryData<HealthFaults, InstanceSignal, InstanceSignal> Pairs => new()
    {
        { HealthFaults.LeaseEnded, InstanceSignal.LeaseEnded, InstanceSignal.Renewed },
        { HealthFaults.CheckFailing, InstanceSignal.CheckFailed, InstanceSignal.CheckPassed },
        { HealthFaults.Ejected, InstanceSignal.Ejected, InstanceSignal.Readmitted },
        { HealthFaults.Flapping, InstanceSignal.Flapped, InstanceSignal.Settled },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Signal_is_about_one_fault_and_leaves_the_others_alone(HealthFaults fault, InstanceSignal comes, InstanceSignal goes)
    {
        HealthFaults all = Enum.GetValues<HealthFaults>().Aggregate((left, right) => left | right);
        HealthFaults others = all & ~fault;

        Assert.Equal(fault, InstanceLife.Next(HealthFaults.None, comes));
        Assert.Equal(all, InstanceLife.Next(others, comes));
        Assert.Equal(HealthFaults.None, InstanceLife.Next(fault, goes));
        Assert.Equal(others, InstanceLife.Next(all, goes));
    }

    [Fact]
    public void Held_instance_is_so_until_its_lease_is_renewed_or_taken_for_ended()
    {
        Assert.Equal(
            HealthFaults.CheckFailing, InstanceLife.Next(HealthFaults.LeaseEnded | HealthFaults.CheckFailing, InstanceSignal.Held));
        foreach (InstanceSignal signal in Enum.GetValues<InstanceSignal>())
        {
            Assert.Equal(signal is not (InstanceSignal.Renewed or InstanceSignal.LeaseEnded), InstanceLife.IsHeldAfter(true, signal));
            Assert.Equal(signal == InstanceSignal.Held, InstanceLife.IsHeldAfter(false, signal));
        }
    }

    [Fact]
    public void Instance_is_passing_only_while_nothing_stands_against_it()
    {
        foreach (HealthFaults fault in Enum.GetValues<HealthFaults>())
        {
            InstanceState expected = fault == HealthFaults.None ? InstanceState.Passing : InstanceState.Critical;
            Assert.Equal(expected, InstanceLife.StateWith(fault));
        }
    }
}
