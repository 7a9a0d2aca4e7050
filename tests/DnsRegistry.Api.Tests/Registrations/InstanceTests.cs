using System.Net;
using System.Text.Json;

namespace DnsRegistry.Api.Tests.Registrations;

public sealed class InstanceTests
{
    private const string Path = "/v1/services/web/instances/a";

    [Fact]
    public async Task An_instance_is_shown_as_it_was_registered()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        JsonElement registered = await api.RegisterAsync("a", more: ",\"zone\":\"z1\"");

        Answer answer = await api.GetAsync("/v1/services/Web/instances/A");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.All(
            registered.EnumerateObject().Where(field => field.Name != "nextHeartbeatMs"),
            field => Assert.Equal(field.Value.GetRawText(), answer.Json.GetProperty(field.Name).GetRawText()));
    }

    [Fact]
    public async Task HEAD_is_GET_without_a_body()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");

        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Head, Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync(HttpMethod.Head, "/v1/services/web/instances/b")).Status);
    }

    [Fact]
    public async Task An_instance_whose_lease_has_ended_is_critical_until_a_heartbeat_comes()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");

        api.Time.Advance(TimeSpan.FromSeconds(31));
        await api.Registry.FlushAsync(CancellationToken.None);

        JsonElement late = (await api.GetAsync(Path)).Json;
        Assert.Equal("critical", late.GetProperty("health").GetString());
        Assert.Equal("2026-11-03T12:00:30Z", late.GetProperty("leaseEndsAt").GetString());
        Assert.Equal("passing", (await api.PutAsync(Path + "/heartbeat")).Json.GetProperty("health").GetString());
        Assert.Equal("2026-11-03T12:01:01Z", (await api.GetAsync(Path)).Json.GetProperty("leaseEndsAt").GetString());
    }

    [Fact]
    public async Task What_is_not_registered_is_404()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.GetAsync(Path)).AssertProblem(HttpStatusCode.NotFound, "unknown-instance");
        (await api.DeleteAsync(Path)).AssertProblem(HttpStatusCode.NotFound, "unknown-instance");
    }

    [Fact]
    public async Task Labels_of_the_path_have_to_keep_the_rules()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.GetAsync("/v1/services/any/instances/ip-1")).AssertFaults("service", "id");
        (await api.DeleteAsync("/v1/services/a%20b/instances/a?generation=x&wait=rain")).AssertFaults("service", "generation", "wait");
    }

    [Fact]
    public async Task Deregistering_takes_it_out_and_says_how_long_caches_may_have_it()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.PutAsync("/v1/services/web/settings", """{"ttlSeconds":7}""");
        await api.RegisterAsync("a");

        Answer answer = await api.DeleteAsync(Path);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""{"drainMs":7000}""", answer.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(Path)).Status);
    }

    [Fact]
    public async Task Deregistering_can_wait_for_the_drain()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");

        Task<Answer> waiting = api.DeleteAsync(Path + "?wait=drain");
        await TimerArmedAsync(api, waiting);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(Path)).Status);
        api.Time.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False(waiting.IsCompleted);
        api.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("""{"drainMs":5000}""", (await waiting).Text);
    }

    [Fact]
    public async Task A_server_that_stops_does_not_wait_for_the_drain()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");

        Task<Answer> waiting = api.DeleteAsync(Path + "?wait=drain");
        await TimerArmedAsync(api, waiting);
        api.Lifetime.StopApplication();

        (await waiting).AssertProblem(HttpStatusCode.ServiceUnavailable, "stopping");
    }

    [Fact]
    public async Task Deregistering_an_older_generation_leaves_the_newer_alone()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        long first = (await api.RegisterAsync("a")).GetProperty("generation").GetInt64();
        long second = (await api.RegisterAsync("a")).GetProperty("generation").GetInt64();

        (await api.DeleteAsync($"{Path}?generation={first}")).AssertProblem(HttpStatusCode.PreconditionFailed, "generation-mismatch");

        Assert.Equal(HttpStatusCode.OK, (await api.DeleteAsync($"{Path}?generation={second}")).Status);
    }

    /// <summary>Waits for the event itself: the wait of the call has begun.</summary>
    private static async Task TimerArmedAsync(ApiUnderTest api, Task waiting)
    {
        while (api.Time.Waits == 0 && !waiting.IsCompleted)
            await Task.Yield();
    }
}
