using System.Text;
using DnsRegistry.Api.Heartbeats;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Tests.Heartbeats;

public sealed class BulkHeartbeatReaderTests
{
    [Fact]
    public void Keys_are_read_in_order_and_lower_case()
    {
        (InstanceKey[] keys, string[] faults) = Read("""
            {"instances":[{"service":"web","id":"a"},{"id":"B","service":"WEB"},{"service":"w\u0065b","id":"c"},{"service":"db","id":"a"}]}
            """);

        Assert.Empty(faults);
        Assert.Equal([new("web", "a"), new("web", "b"), new("web", "c"), new("db", "a")], keys);
    }

    [Fact]
    public void More_keys_than_the_first_buffer_holds_are_kept()
    {
        string items = string.Join(',', Enumerable.Range(0, 5000).Select(i => $$"""{"service":"s{{i % 7}}","id":"i{{i}}"}"""));

        (InstanceKey[] keys, _) = Read($$"""{"instances":[{{items}}]}""");

        Assert.Equal(Enumerable.Range(0, 5000).Select(i => new InstanceKey($"s{i % 7}", $"i{i}")), keys);
    }

    [Theory]
    [InlineData("{}", "instances: is missing")]
    [InlineData("""{"instances":{}}""", "instances: must be a list, not an object")]
    [InlineData("""{"instance":[]}""", "instance: is not a known field; did you mean 'instances'?", "instances: is missing")]
    [InlineData("""{"instances":[{"service":"a"},{"id":"b"}]}""", "instances[0].id: is missing", "instances[1].service: is missing")]
    [InlineData("""{"instances":[7,{"service":7,"id":null}]}""",
        "instances[0]: must be an object, not a number",
        "instances[1].service: must be a string, not a number",
        "instances[1].id: must not be null; leave it out instead")]
    [InlineData("""{"instances":[{"service":"a","id":"b","generation":"7"}]}""", "instances[0].generation: must be a number, not a string")]
    [InlineData("""{"instances":[{"service":"a","id":"b","x":1}]}""",
        "instances[0].x: is not a known field; known are service, id, generation")]
    public void Every_fault_is_told(string body, params string[] faults) => Assert.Equal(faults, Read(body).Faults);

    private static (InstanceKey[] Keys, string[] Faults) Read(string body)
    {
        using var items = new HeartbeatList();
        List<FieldFault> faults = [];
        BulkHeartbeatReader.Read(Encoding.UTF8.GetBytes(body), items, faults);
        return ([.. Enumerable.Range(0, items.Count).Select(i => items[i].Key)], Faults.Texts(faults));
    }
}
