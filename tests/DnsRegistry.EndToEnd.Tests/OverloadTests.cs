using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>More is asked of the server than it can do, or may: it says so, and does not grow.</summary>
public sealed class OverloadTests : IDisposable
{
    private const int Callers = 300;
    private const int Calls = 3000;
    private const int MostWaiting = 100;
    private const int MostRounds = 6;

    /// <summary>In one round, for those that are refused; what they carry is more.</summary>
    private const long MostGrowthOctets = 8 * 1024 * 1024;

    /// <summary>For each that is kept, of which there are the more the slower the machine: its text, once more as octets, and pages.</summary>
    private const long OctetsOfOneKept = 16 * 1024;

    private static readonly string s_body =
        $$$"""{"addresses":["10.0.0.9"],"static":true,"metadata":{"filling":"{{{new string('x', 4000)}}}"}}""";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Writers_are_told_to_come_back_while_the_disk_is_slow_and_memory_stays_as_it_is()
    {
        _place.WriteConfiguration($$$"""{"Limits":{"WaitingChanges":{{{MostWaiting}}}}}""");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"leaseSeconds":3600}""");
        using Tracer tracer = await Tracer.AttachAsync(
            server, "-o", "/dev/null", "-e", "trace=fdatasync", "-e", "inject=fdatasync:delay_enter=500000");

        // The first times it takes the memory that so many callers need; what is kept of those refused grows every time.
        int kept;
        long growth;
        int round = 0;
        do
        {
            long before = server.WorkingSetOctets;
            ConcurrentBag<HttpStatusCode> answers = await CallAsync(server, $"w{++round}");
            growth = server.WorkingSetOctets - before;

            kept = answers.Count(status => status == HttpStatusCode.Created);
            int refused = answers.Count(status => status == HttpStatusCode.ServiceUnavailable);
            Assert.Equal(Calls, kept + refused);
            Assert.InRange(refused, Calls / 2, Calls);
        }
        while (growth > MostGrowthOctets + (kept * OctetsOfOneKept) && round < MostRounds);

        Assert.InRange(growth, long.MinValue, MostGrowthOctets + (kept * OctetsOfOneKept));
        await tracer.DetachAsync();
        await server.RegisterAsync("web", "later", """{"addresses":["10.0.0.2"],"static":true}""");
        Assert.Equal(kept, (int)(await server.GetAsync($"/v1/services/w{round}?limit=1"))["instances"]!);
    }

    [Fact]
    public async Task Limits_of_the_configuration_hold()
    {
        _place.WriteConfiguration("""
            {"Limits":{"Instances":3,"InstancesPerService":2},"Http":{"Limits":{"RequestsPerSecondPerAddress":20,"BurstSeconds":1}}}
            """);
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        foreach (string path in (string[])["web/instances/a", "web/instances/b", "db/instances/a"])
            await server.PutAsync($"/v1/services/{path}", s_body);

        foreach ((string path, string detail) in (ValueTuple<string, string>[])
            [("web/instances/c", "The service 'web' has 2 instances"), ("db/instances/b", "3 instances")])
        {
            using HttpResponseMessage refused = await PutAsync(server, path);
            string body = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains(detail, (string)JsonNode.Parse(body)!["detail"]!, StringComparison.Ordinal);
        }

        for (int i = 0; i < 1000; i++)
        {
            using HttpResponseMessage answer = await server.Client.GetAsync(
                new Uri("/v1/services", UriKind.Relative), TestContext.Current.CancellationToken);
            if (answer.StatusCode == HttpStatusCode.OK)
                continue;

            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
            return;
        }

        Assert.Fail("a thousand calls were answered");
    }

    /// <summary>Registers as fast as so many callers can. DNS and heartbeats are asked in between.</summary>
    private static async Task<ConcurrentBag<HttpStatusCode>> CallAsync(ServerProcess server, string service)
    {
        var answers = new ConcurrentBag<HttpStatusCode>();
        var many = new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = TestContext.Current.CancellationToken };
        Task calling = Parallel.ForEachAsync(Enumerable.Range(0, Calls), many, async (number, _) =>
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"{service}/instances/i{number}");
            using HttpResponseMessage response = await PutAsync(server, path);
            answers.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        });
        while (!calling.IsCompleted)
        {
            Assert.Contains("10.0.0.1", await server.AddressesAsync("web.any.svc"));
            await server.PutAsync("/v1/services/web/instances/a/heartbeat", "");
        }

        await calling;
        return answers;
    }

    private static async Task<HttpResponseMessage> PutAsync(ServerProcess server, string path)
    {
        using var content = new StringContent(s_body);
        return await server.Client.PutAsync(
            new Uri($"/v1/services/{path}", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }
}
