using System.Diagnostics;
using System.Text.Json.Nodes;
using DnsClient;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>Somebody sets the clock of the machine while the server runs.</summary>
public sealed class ClockTests : IDisposable
{
    private const int TtlSeconds = 4;

    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(2);

    // A jump that counted would be off by a day; this much a busy machine may take to look.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_wall_clock_that_leaps_a_day_ahead_and_a_year_back_ends_no_lease_early_or_late()
    {
        FakedClock.Require();
        var clock = new FakedClock(_place.Root);
        await using ServerProcess server = await ServerProcess.StartAsync(
            clock.ApplyTo(ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", "127.0.0.1:0")));
        await server.SetAsync("web", $$"""{"ttlSeconds":{{TtlSeconds}}}""");
        await server.RegisterAsync("web", "long", """{"addresses":["10.0.0.1"],"leaseSeconds":3600}""");
        await server.RegisterAsync("web", "heard", """{"addresses":["10.0.0.2"],"leaseSeconds":2}""");

        await LeapAsync(server, clock, TimeSpan.FromDays(1));
        await LeapAsync(server, clock, TimeSpan.FromDays(-365));
        await LeapAsync(server, clock, TimeSpan.Zero);
        Assert.DoesNotContain(server.Log, line => line.Contains("was not running", StringComparison.Ordinal));
    }

    /// <summary>Lets the clock leap in the middle of a lease, and watches that lease end when it should.</summary>
    private static async Task LeapAsync(ServerProcess server, FakedClock clock, TimeSpan offset)
    {
        var sinceHeard = Stopwatch.StartNew();
        await server.RegisterAsync("web", "silent", """{"addresses":["10.0.0.3"],"leaseSeconds":2}""");
        clock.Set(offset);
        DateTimeOffset now = (DateTimeOffset)(await server.RegisterAsync("other", "a", """{"addresses":["10.0.1.1"]}"""))["registeredAt"]!;
        Assert.InRange(now - DateTimeOffset.UtcNow - offset, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(
            async () =>
            {
                await server.PutAsync("/v1/services/web/instances/heard/heartbeat", "");
                return !await IsAnsweredAsync(server, "10.0.0.3");
            },
            "the end of the lease of who is silent");

        Assert.InRange(sinceHeard.Elapsed, s_lease, s_lease + s_patience);
        JsonObject kept = await server.GetAsync("/v1/services/web/instances/long");
        Assert.InRange((DateTimeOffset)kept["leaseEndsAt"]! - now, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(61));
    }

    /// <summary>Looks whether an address is answered; the others always are, with a TTL that is the service's or that of a lease.</summary>
    private static async Task<bool> IsAnsweredAsync(ServerProcess server, string address)
    {
        IDnsQueryResponse response = await server.AskAsync("web.any.svc", QueryType.A);
        string[] found = [.. response.Answers.ARecords().Select(record => record.Address.ToString())];
        Assert.Contains("10.0.0.1", found);
        Assert.Contains("10.0.0.2", found);
        Assert.All(response.Answers, record => Assert.InRange(record.InitialTimeToLive, 1, (int)s_lease.TotalSeconds));
        IDnsQueryResponse alone = await server.AskAsync("long.default.default.web.any.svc", QueryType.A);
        Assert.Equal(TtlSeconds, Assert.Single(alone.Answers).InitialTimeToLive);
        return found.Contains(address);
    }
}
