using DnsRegistry.Registry.Instances;
using DnsRegistry.Testing.Registrations;

namespace DnsRegistry.Registry.Tests.Instances;

public class InstanceIndexTests
{
    [Fact]
    public void Finds_what_a_dictionary_finds_whatever_came_and_went()
    {
        var random = new Random(20261123);
        var expected = new Dictionary<InstanceKey, ServiceInstance>();
        var index = new InstanceIndex();

        for (int step = 0; step < 20_000; step++)
        {
            ServiceInstance instance = Instance($"s{random.Next(20)}", $"i{random.Next(50)}");
            if (random.Next(5) < 3)
            {
                index.Put(instance);
                expected[instance.Key] = instance;
            }
            else
            {
                Assert.Equal(expected.Remove(instance.Key), index.Remove(instance.Key));
            }

            InstanceKey asked = new($"s{random.Next(20)}", $"i{random.Next(50)}");
            Assert.Same(expected.GetValueOrDefault(asked), index.Find(asked));
        }

        Assert.Equal(expected.Count, index.Count);
        Assert.Equal(expected.Values.ToHashSet(), [.. index.All]);
    }

    private static ServiceInstance Instance(string service, string id) => new RegistrationBuilder(service, id).BuildInstance();
}
