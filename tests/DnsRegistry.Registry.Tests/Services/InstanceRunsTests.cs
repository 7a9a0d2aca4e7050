using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Testing.Registrations;

namespace DnsRegistry.Registry.Tests.Services;

public class InstanceRunsTests
{
    private static readonly ServiceInstance s_somebody = new RegistrationBuilder().BuildInstance();

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(1000, 1024)]
    [InlineData(1 << 18, 1 << 18)]
    [InlineData((1 << 18) + 1, 1 << 19)]
    public void A_run_has_room_for_all_and_less_than_twice_as_much(int count, int length) =>
        Assert.Equal(length, new InstanceRuns().Rent(count).Count);

    [Fact]
    public void What_is_rented_is_empty_and_nobody_elses()
    {
        var random = new Random(20261130);
        var runs = new InstanceRuns();
        var held = new List<ArraySegment<ServiceInstance>>();
        for (int step = 0; step < 20_000; step++)
        {
            if (random.Next(100) < 55)
            {
                ArraySegment<ServiceInstance> run = runs.Rent(1 << random.Next(14));
                Assert.All(run, Assert.Null);
                run.AsSpan().Fill(s_somebody);
                held.Add(run);
            }
            else if (held.Count > 0)
            {
                int at = random.Next(held.Count);
                Assert.All(held[at], Assert.NotNull);
                runs.Return(held[at]);
                held.RemoveAt(at);
            }
        }

        Assert.All(held, run => Assert.All(run, Assert.NotNull));
    }

    [Fact]
    public void Many_services_of_a_few_instances_take_a_few_arrays()
    {
        var runs = new InstanceRuns();

        int arrays = Enumerable.Range(0, 100_000).Select(_ => runs.Rent(10).Array).Distinct().Count();

        Assert.InRange(arrays, 1, 20);
    }

    [Fact]
    public void A_service_that_grows_leaves_its_room_to_others()
    {
        var runs = new InstanceRuns();
        ArraySegment<ServiceInstance> small = runs.Rent(8);
        ServiceInstance[] array = small.Array!;
        runs.Return(small);

        Assert.Contains(Enumerable.Range(0, array.Length / 8).Select(_ => runs.Rent(8)), run => run.Array == array && run.Offset == small.Offset);
    }
}
