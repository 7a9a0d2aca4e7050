using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Projection;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Testing.Registrations;

namespace DnsRegistry.Registry.Tests.Commands;

public class PlannedTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Every_instance_has_one_change_however_many_there_are(int count)
    {
        var planned = new PlannedInstances(new RegistryState());
        InstanceKey[] keys = [.. Enumerable.Range(0, count).Select(n => new InstanceKey("web", $"i{n}"))];

        PlannedChange[] changes = [.. keys.Select(planned.Of)];

        Assert.Equal(count, planned.Count);
        Assert.Equal(changes, keys.Select(planned.Of));
        Assert.Equal(changes, keys.Select(planned.Find));
        Assert.Null(planned.Find(new InstanceKey("web", "other")));
        int at = 0;
        foreach (PlannedChange change in planned)
            Assert.Same(changes[at++], change);
        Assert.Equal(count, at);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1000)]
    [InlineData(20_000)]
    public void Next_plan_begins_with_nothing_of_the_one_before(int count)
    {
        var state = new RegistryState();
        var planned = new PlannedInstances(state);
        for (int i = 0; i < count; i++)
        {
            PlannedChange former = planned.Of(new InstanceKey("web", $"i{i}"));
            former.Next = new RegistrationBuilder("web", $"i{i}").BuildInstance();
            former.Faults = HealthFaults.LeaseEnded;
            former.IsHeld = former.IsRenewed = true;
            former.Endpoint = EndpointProjection.EndpointOf(former.Next, HealthFaults.None, null, isHeld: false);
            former.Revision = 7;
        }

        planned.Clear();

        Assert.Equal(0, planned.Count);
        Assert.Null(planned.Find(new InstanceKey("web", "i0")));
        for (int i = 0; i < count; i++)
        {
            PlannedChange change = planned.Of(new InstanceKey("db", $"i{i}"));
            Assert.Equal(new InstanceKey("db", $"i{i}"), change.Key);
            Assert.Equal((null, null, null), (change.Former, change.Next, change.Endpoint));
            Assert.Equal((HealthFaults.None, false, false, 0L), (change.Faults, change.IsHeld, change.IsRenewed, change.Revision));
            Assert.False(change.IsLetGo);
        }

        Assert.Equal(count, planned.Count);
    }

    [Fact]
    public void Counts_of_services_do_not_mix()
    {
        var counts = new PlannedCounts();

        foreach (char service in "abacbb")
            counts.Add($"{service}", 1);
        counts.Add("a", -1);
        counts.Add("c", -1);

        Assert.Equal([1, 3, 0, 0], "abcd".Select(service => counts.Of($"{service}")));
        Assert.Equal(4, counts.All);
    }

    [Fact]
    public void Plan_without_documents_shares_one_that_stays_empty()
    {
        PlannedDocuments<string, StoredSettings> none = PlannedDocuments<string, StoredSettings>.None;
        var settings = new StoredSettings("web", new ServiceSettings(), 7);

        PlannedDocuments<string, StoredSettings> planned = none.Put("web", settings, 7).Put("db", null, 8);

        Assert.Equal(0, none.Count);
        Assert.Equal(2, planned.Count);
        Assert.Equal(settings, planned.Find("web", null));
        Assert.Null(planned.Find("db", settings));
        Assert.Equal(settings, planned.Find("other", settings));
        Assert.Equal(
            [new SettingsWrite("web", settings), new SettingsWrite("db", null)],
            planned.ToWrites((service, value) => new SettingsWrite(service, value)));
    }
}
