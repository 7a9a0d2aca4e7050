using System.Globalization;
using System.Text.Json.Nodes;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests.Explaining;

/// <summary>
/// Services of every kind with settings, overrides and rules that chance decides: <c>web</c> and <c>db</c> in several zones, groups
/// and versions, <c>alias</c> with a host name, <c>many</c> that no datagram holds, <c>quiet</c> whose leases have ended together,
/// <c>lost</c> whose queries are dropped, <c>ill</c> that half of all clients cannot ask for, <c>few</c> of which every answer has two
/// instances, and <c>all</c> of which it has all, and which is the same in everything else.
/// </summary>
internal sealed class RandomEstate(ServerProcess server, Random random)
{
    public const int Instances = 8;

    /// <summary>Instances in an answer about <c>few</c>.</summary>
    public const int Subset = 2;

    /// <summary>Where clients are, who may speak for others, and a guard that lets nobody go while the test runs.</summary>
    public const string Configuration = """
        {"Dns":{"TrustedResolvers":["127.0.3.0/24"]},
         "Zones":{"z0":["127.0.1.0/24","10.0.0.0/16","fd00:1::/32"],"z1":["127.0.2.0/24","10.1.0.0/16"],"z2":["10.2.0.0/16"]},
         "Leases":{"Guard":{"WithdrawPercent":0,"HoldLeases":1000}}}
        """;

    private const string Ejection = """{"consecutiveFailures":2,"baseSeconds":86400,"maxSeconds":86400}""";

    private static readonly string[] s_zones = ["z0", "z1", "z2"];
    private static readonly string[] s_groups = ["default", "blue"];
    private static readonly string[] s_versions = ["1.0", "v2", "v3"];
    private static readonly string[] s_faults = ["servfail", "servfail", "refused", "nxdomain", "nodata", "truncate", "delay", "address"];

    /// <summary>Registers everybody, ejects one, and waits until the silent ones are held.</summary>
    public async Task FillAsync()
    {
        foreach (string service in (string[])["web", "db"])
        {
            for (int i = 0; i < Instances; i++)
                await server.RegisterAsync(service, $"i{i}", Instance(i).ToJsonString());
            await server.SetAsync(service, Settings().ToJsonString());
        }

        for (int i = 0; i < Instances; i++)
        {
            // An address of its own for each, so that it can be told how many were drawn.
            JsonObject instance = Instance(i);
            instance["addresses"] = new JsonArray($"10.5.0.{i}", $"fd05::{i}");
            foreach (string service in (string[])["few", "all"])
                await server.RegisterAsync(service, $"i{i}", instance.ToJsonString());
        }

        await server.RegisterAsync("alias", "i0", """{"zone":"z1","host":"web.example.net","port":80,"static":true}""");
        for (int i = 0; i < 90; i++)
            await server.RegisterAsync("many", $"i{i}", $$"""{"zone":"z1","addresses":["10.7.0.{{i}}"],"port":80,"static":true}""");
        await server.RegisterAsync("lost", "i0", """{"zone":"z1","addresses":["10.8.0.1"],"static":true}""");
        await server.PutAsync("/v1/services/lost/routes", """{"rules":[{"action":{"fault":{"kind":"drop"}}}]}""");

        await server.RegisterAsync("ill", "i0", """{"zone":"z1","addresses":["10.8.0.2"],"static":true}""");
        await server.PutAsync(
            "/v1/services/ill/routes", """{"rules":[{"match":{"percent":50},"action":{"fault":{"kind":"servfail"} } }]}""");

        for (int i = 0; i < 12; i++)
            await server.RegisterAsync("quiet", $"i{i}", $$"""{"zone":"z2","addresses":["10.6.0.{{i}}"],"leaseSeconds":2}""");
        foreach (string caller in (string[])["127.0.0.2", "127.0.0.3"])
            await server.ReportAsync("db", "i0", caller, """{"outcome":"failure","count":2}""");
        JsonNode ejected = await server.GetAsync("/v1/services/db/instances/i0");
        Assert.Equal("""["ejected"]""", ejected["faults"]?.ToJsonString());
        await Eventually.TrueAsync(
            async () => (await server.GetAsync("/v1/services/quiet"))["guard"] is JsonObject guard && (int)guard["held"]! == 12,
            "twelve leases that have ended to be held");
    }

    /// <summary>Sets other rules, settings and overrides.</summary>
    public async Task ChangeAsync()
    {
        await ChangeTwinsAsync();
        foreach (string service in (string[])["web", "db"])
        {
            await server.SetAsync(service, Settings().ToJsonString());
            var rules = new JsonArray([.. Enumerable.Range(0, random.Next(1, 7)).Select(n => Rule(n))]);
            await server.PutAsync($"/v1/services/{service}/routes", new JsonObject { ["rules"] = rules }.ToJsonString());
            for (int i = 0; i < 3; i++)
            {
                string said = Pick(
                    """{"draining":true}""", """{"enabled":false}""", """{"weight":0}""", """{"weight":7}""", """{"enabled":true}""");
                await server.PutAsync($"/v1/services/{service}/instances/i{random.Next(1, Instances)}/override", said);
            }
        }
    }

    /// <summary>
    /// Sets the same for <c>few</c> and <c>all</c>. Shares are those of a service: what is the same here is about everybody.
    /// </summary>
    private async Task ChangeTwinsAsync()
    {
        JsonObject settings = Settings();
        JsonObject[] rules = [.. Enumerable.Range(0, random.Next(1, 5)).Select(Rule)];
        foreach (JsonObject rule in rules)
            rule["match"]!.AsObject().Remove("percent");
        string said = new JsonObject { ["rules"] = new JsonArray([.. rules]) }.ToJsonString();
        foreach (string service in (string[])["all", "few"])
        {
            await server.PutAsync($"/v1/services/{service}/routes", said);
            if (service == "few")
                settings["weightedSubset"] = Subset;
            await server.SetAsync(service, settings.ToJsonString());
        }
    }

    private JsonObject Instance(int i)
    {
        var addresses = new JsonArray($"10.9.0.{random.Next(12)}");
        if (random.Next(2) == 0)
            addresses.Add($"fd00::{i}");
        var instance = new JsonObject
        {
            ["zone"] = Pick(s_zones),
            ["group"] = Pick(s_groups),
            ["version"] = Pick(s_versions),
            ["addresses"] = addresses,
            ["weight"] = random.Next(1, 200),
            ["metadata"] = new JsonObject { ["rack"] = $"r{i}" },
        };
        if (random.Next(3) > 0)
            instance["port"] = 8000 + i;
        if (random.Next(2) == 0)
            instance["ports"] = new JsonObject { ["grpc"] = 9090 };
        instance["static"] = true;
        return instance;
    }

    private JsonObject Settings() => new()
    {
        ["ttlSeconds"] = random.Next(10),
        ["zoneFallback"] = Pick("none", "srv", "all"),
        ["emptyAnswer"] = Pick("nodata", "nxdomain"),
        ["protectThreshold"] = random.Next(3) == 0 ? random.Next(100) / 100.0 : 0,
        ["weightScale"] = Pick(1, 256),
        ["ejection"] = JsonNode.Parse(Ejection),
    };

    private JsonObject Rule(int number)
    {
        var match = new JsonObject();
        if (random.Next(3) == 0)
            match["client"] = new JsonArray(Pick("127.0.1.0/24", "127.0.0.0/8", "10.0.0.0/8", "10.1.0.0/16", "fd00::/16"));
        if (random.Next(4) == 0)
            match["zone"] = new JsonArray(Pick(s_zones));
        if (random.Next(2) == 0)
            match["percent"] = Math.Round(random.NextDouble() * 100, 1);
        return new JsonObject
        {
            ["name"] = $"rule-{number}",
            ["match"] = match,
            ["action"] = Action(),
            ["force"] = random.Next(4) == 0,
        };
    }

    private JsonObject Action() => random.Next(10) switch
    {
        0 or 1 => new JsonObject { ["version"] = Pick([.. s_versions, "v9"]) },
        2 => new JsonObject { ["group"] = Pick([.. s_groups, "red"]) },
        3 => new JsonObject { ["preferZone"] = Pick(s_zones) },
        4 or 5 => new JsonObject
        {
            ["pin"] = new JsonArray(
                $"10.9.0.{random.Next(12)}",
                $"fd00::{random.Next(Instances)}",
                $"10.5.0.{random.Next(3)}",
                $"10.5.0.{random.Next(3, Instances)}"),
        },
        6 => new JsonObject { ["block"] = Pick("refused", "nodata", "nxdomain") },
        7 => new JsonObject { ["mirror"] = new JsonObject { ["to"] = "127.0.0.1:9" } },
        _ => new JsonObject { ["fault"] = Fault() },
    };

    private JsonObject Fault()
    {
        string kind = Pick(s_faults);
        var fault = new JsonObject { ["kind"] = kind };
        if (kind == "delay")
            fault["delayMs"] = random.Next(1, 4);
        if (kind == "address")
            fault["addresses"] = new JsonArray("192.0.2.1");
        if (random.Next(3) > 0)
            fault["until"] = DateTimeOffset.UtcNow.AddDays(random.Next(2) == 0 ? 1 : -1).ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return fault;
    }

    private T Pick<T>(params ReadOnlySpan<T> of) => of[random.Next(of.Length)];
}
