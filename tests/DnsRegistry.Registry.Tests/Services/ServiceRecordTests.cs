using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Testing.Registrations;

namespace DnsRegistry.Registry.Tests.Services;

public class ServiceRecordTests
{
    [Fact]
    public void Services_that_share_their_room_hold_their_own_instances_in_the_order_of_ids_whatever_comes_and_goes()
    {
        var random = new Random(20261130);
        var runs = new InstanceRuns();
        ServiceRecord[] services = [.. Enumerable.Range(0, 20).Select(n => new ServiceRecord($"s{n}", runs))];
        SortedDictionary<string, ServiceInstance>[] expected =
            [.. services.Select(_ => new SortedDictionary<string, ServiceInstance>(StringComparer.Ordinal))];

        for (int step = 0; step < 50_000; step++)
        {
            int service = random.Next(services.Length);

            // Small services and large ones, and each is empty now and then.
            ServiceInstance instance = Instance(services[service].Name, $"i{random.Next(1 << (service / 2))}");
            if (random.Next(3000) < 1500 + (500 * Math.Sign(Math.Sin(step / 5000.0))))
            {
                services[service].Put(instance, step);
                expected[service][instance.Key.Id] = instance;
            }
            else
            {
                services[service].Remove(instance.Key.Id, step);
                expected[service].Remove(instance.Key.Id);
            }

            int other = random.Next(services.Length);
            Assert.Equal(expected[other].Values, services[other].Instances);
        }

        foreach ((int n, ServiceRecord service) in services.Index())
        {
            Assert.Equal(expected[n].Count, service.Count);
            Assert.Equal(expected[n].Values, service.View().Instances);
        }
    }

    [Fact]
    public void A_service_whose_instances_are_gone_shows_none_of_those_that_took_their_room()
    {
        var runs = new InstanceRuns();
        var gone = new ServiceRecord("gone", runs);
        gone.Put(Instance("gone", "a"), 1);
        gone.Remove("a", 2);

        var next = new ServiceRecord("next", runs);
        next.Put(Instance("next", "b"), 3);

        Assert.Empty(gone.View().Instances);
        Assert.Equal(0, gone.Instances.Count);
        Assert.Equal("b", Assert.Single(next.View().Instances).Key.Id);
    }

    private static ServiceInstance Instance(string service, string id) => new RegistrationBuilder(service, id).BuildInstance();
}
