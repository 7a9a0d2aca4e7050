using System.Net;
using System.Text;
using DnsRegistry.Api.Routing;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Api.Tests.Routing;

public sealed class RouteListReaderTests
{
    [Fact]
    public void Every_kind_of_rule_is_read()
    {
        (IReadOnlyList<RouteRule> rules, string[] faults) = Read("""
            {"rules":[
              {"name":"canary","match":{"percent":12.5},"action":{"version":"V2.0"}},
              {"match":{"client":["10.9.0.0/16","::/0"],"zone":["Z1"],"percent":0},"action":{"pin":["10.0.0.7","fd00::7"]},"force":true},
              {"action":{"group":"g1"}},{"action":{"preferZone":"z2"}},{"action":{"block":"nxdomain"}},
              {"action":{"fault":{"kind":"servfail","until":"2027-01-01T01:00:00.5+01:00"}}},
              {"action":{"fault":{"delayMs":250,"kind":"delay"}}},
              {"action":{"fault":{"kind":"address","addresses":["192.0.2.1"]}}},
              {"action":{"mirror":{"to":"[fd00::53]:5353"}},"match":{}}]}
            """);

        Assert.Empty(faults);
        RouteRule[] expected =
        [
            new() { Name = "canary", Match = new RouteMatch { Percent = 12.5 }, Action = RouteAction.ToVersion("v2.0") },
            new()
            {
                Match = new RouteMatch { Clients = [IPNetwork.Parse("10.9.0.0/16"), IPNetwork.Parse("::/0")], Zones = ["z1"], Percent = 0 },
                Action = RouteAction.ToAddresses([IPAddress.Parse("10.0.0.7"), IPAddress.Parse("fd00::7")]),
                IsForced = true,
            },
            new() { Action = RouteAction.ToGroup("g1") },
            new() { Action = RouteAction.Prefer("z2") },
            new() { Action = RouteAction.Blocking(BlockAnswer.NXDomain) },
            new()
            {
                Action = RouteAction.Failing(new FaultInjection(FaultKind.ServFail)
                {
                    Until = new DateTimeOffset(2027, 1, 1, 0, 0, 0, 500, TimeSpan.Zero),
                }),
            },
            new() { Action = RouteAction.Failing(new FaultInjection(FaultKind.Delay) { DelayMilliseconds = 250 }) },
            new() { Action = RouteAction.Failing(new FaultInjection(FaultKind.Address) { Addresses = [IPAddress.Parse("192.0.2.1")] }) },
            new() { Action = RouteAction.MirroringTo(IPEndPoint.Parse("[fd00::53]:5353")) },
        ];
        Assert.Equal(expected, rules);
        Assert.Equal(TimeSpan.Zero, rules[5].Action.Fault!.Until!.Value.Offset);
    }

    [Theory]
    [InlineData("""{}""", "rules: is missing")]
    [InlineData("""{"rules":{}}""", "rules: must be a list, not an object")]
    [InlineData("""{"rules":[5]}""", "rules[0]: must be an object, not a number")]
    [InlineData("""{"rules":[{}]}""", "rules[0].action: is missing")]
    [InlineData("""{"rules":[{"action":{}}]}""",
        "rules[0].action: needs exactly one of version, group, pin, preferZone, block, fault and mirror")]
    [InlineData("""{"rules":[{"action":{"version":"v2","group":"g"}}]}""",
        "rules[0].action: needs exactly one of version, group, pin, preferZone, block, fault and mirror")]
    [InlineData("""{"rules":[{"action":{"version":"v2"}},{"match":{"client":["10.0.0.1/8",7,"x"]},"action":{"version":"v2"}}]}""",
        "rules[1].match.client[0]: '10.0.0.1/8' has bits set behind the first 8",
        "rules[1].match.client[1]: must be a string, not a number",
        "rules[1].match.client[2]: 'x' is not a network, such as 10.1.0.0/16 or fd00:1::/32")]
    [InlineData("""{"rules":[{"match":{"client":["10.0.0.1","fd00::1","::1%lo"]},"action":{"version":"v2"}}]}""",
        "rules[0].match.client[0]: '10.0.0.1' is an address; the network of it alone is 10.0.0.1/32",
        "rules[0].match.client[1]: 'fd00::1' is an address; the network of it alone is fd00::1/128",
        "rules[0].match.client[2]: '::1%lo' is not a network, such as 10.1.0.0/16 or fd00:1::/32")]
    [InlineData("""{"rules":[{"match":{"client":[]},"action":{"version":"v2"}}]}""",
        "rules[0].match.client: must not be empty; leave it out where it does not matter")]
    [InlineData("""{"rules":[{"match":{"percent":100.1,"zone":["a_b"]},"action":{"version":"v..2"}}]}""",
        "rules[0].match.zone[0]: 'a_b' may hold only letters, digits and inner hyphens",
        "rules[0].match.percent: must be a number from 0 to 100",
        "rules[0].action.version: 'v..2' has two dots in a row")]
    [InlineData("""{"rules":[{"match":{"percent":-1},"action":{"group":"any"}}]}""",
        "rules[0].match.percent: must be a number from 0 to 100", "rules[0].action.group: 'any' is reserved")]
    [InlineData("""{"rules":[{"name":"a","action":{"block":"gone"}},{"name":"a","action":{"block":"nodata"}}]}""",
        "rules[0].action.block: 'gone' is none of refused, nodata, nxdomain", "rules[1].name: 'a' is the name of a rule before it")]
    [InlineData("""{"rules":[{"name":"","action":{"pin":[]}}]}""",
        "rules[0].name: must have 1 to 64 characters, none of them a control character", "rules[0].action.pin: give 1 to 16 addresses")]
    [InlineData("""{"rules":[{"action":{"pin":["10.0.0.7","10.0.0.7","224.0.0.1"]}}]}""",
        "rules[0].action.pin[1]: '10.0.0.7' is given twice",
        "rules[0].action.pin[2]: '224.0.0.1' is a multicast or broadcast address; an instance has a unicast one")]
    [InlineData("""{"rules":[{"action":{"fault":{"until":"soon"}}}]}""",
        "rules[0].action.fault.until: 'soon' is not a time of RFC 3339, such as 2027-01-01T00:00:00Z",
        "rules[0].action.fault.kind: is missing; it is one of servfail, refused, nxdomain, nodata, truncate, drop, delay, address")]
    [InlineData("""{"rules":[{"action":{"fault":{"kind":"drop","delayMs":1,"until":"2027-01-01T00:00:00"}}}]}""",
        "rules[0].action.fault.until: '2027-01-01T00:00:00' is not a time of RFC 3339, such as 2027-01-01T00:00:00Z",
        "rules[0].action.fault.delayMs: belongs to the kind delay alone")]
    [InlineData("""{"rules":[{"action":{"fault":{"kind":"delay"}}},{"action":{"fault":{"kind":"address"}}}]}""",
        "rules[0].action.fault.delayMs: is missing; the kind delay needs it",
        "rules[1].action.fault.addresses: is missing; the kind address needs it")]
    [InlineData("""{"rules":[{"action":{"fault":{"kind":"delay","delayMs":30001}}}]}""",
        "rules[0].action.fault.delayMs: must be a whole number from 1 to 30000")]
    [InlineData(
        """{"rules":[{"action":{"mirror":{"to":"10.0.0.53"}}},{"action":{"mirror":{}}},{"action":{"mirror":{"to":"10.0.0.53:0"}}}]}""",
        "rules[0].action.mirror.to: '10.0.0.53' is not ADDRESS:PORT, such as 10.0.0.53:53 or [fd00::53]:53",
        "rules[1].action.mirror.to: is missing: the address and port of the DNS server that gets the copies",
        "rules[2].action.mirror.to: '10.0.0.53:0' has no port from 1 to 65535 behind its last colon")]
    [InlineData("""{"rules":[{"action":{"mirror":{"to":"224.0.0.1:53"}},"when":1}],"rule":[]}""",
        "rules[0].action.mirror.to: '224.0.0.1' is a multicast or broadcast address; an instance has a unicast one",
        "rules[0].when: is not a known field; known are name, match, action, force",
        "rule: is not a known field; did you mean 'rules'?")]
    public void Every_fault_is_told(string body, params string[] faults) => Assert.Equal(faults, Read(body).Faults);

    [Fact]
    public void Too_many_rules_mirrors_and_conditions_are_told()
    {
        string networks = string.Join(',', Enumerable.Range(0, 65).Select(i => $"\"10.{i}.0.0/16\""));
        string rules = string.Join(',', Enumerable.Repeat("""{"action":{"mirror":{"to":"10.0.0.53:53"}}}""", 65));

        Assert.Equal(
            [
                "rules: has 66 entries; at most 64 are allowed",
                "rules: at most 4 of a service's rules may mirror",
                "rules[0].match.client: has 65 entries; at most 64 are allowed",
            ],
            Read($$$"""{"rules":[{"match":{"client":[{{{networks}}}]},"action":{"version":"v2"}},{{{rules}}}]}""").Faults);
    }

    private static (IReadOnlyList<RouteRule> Rules, string[] Faults) Read(string body)
    {
        List<FieldFault> faults = [];
        return (RouteListReader.Read(Encoding.UTF8.GetBytes(body), faults), Faults.Texts(faults));
    }
}
