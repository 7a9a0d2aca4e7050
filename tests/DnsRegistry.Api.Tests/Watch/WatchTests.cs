using System.Net;
using System.Text.Json;
using DnsRegistry.Registry;

namespace DnsRegistry.Api.Tests.Watch;

public sealed class WatchTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Changes_come_as_events_with_their_revision_and_the_instance_as_GET_has_it()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await using WatchClient watch = await WatchClient.OpenAsync(api.Client);
        Assert.Equal("text/event-stream", watch.ContentType);

        await api.RegisterAsync("a", more: ",\"zone\":\"z1\",\"static\":true");
        (long id, string name, string data) = await watch.EventAsync();
        Assert.Equal((api.Registry.Revision, "registered"), (id, name));
        Assert.Equal((await api.GetAsync("/v1/services/web/instances/a")).Text, data);

        await api.RegisterAsync("a", more: ",\"weight\":7");
        (id, name, data) = await watch.EventAsync();
        Assert.Equal((api.Registry.Revision, "changed"), (id, name));
        Assert.Equal(7, JsonElement.Parse(data).GetProperty("weight").GetInt32());

        await api.DeleteAsync("/v1/services/web/instances/a");
        (id, name, data) = await watch.EventAsync();
        Assert.Equal((api.Registry.Revision, "removed"), (id, name));
        Assert.Equal(("web", "a"), (Text(data, "service"), Text(data, "id")));
    }

    [Fact]
    public async Task An_instance_that_leaves_and_returns_to_DNS_has_changed()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a", more: ",\"leaseSeconds\":30");
        await using WatchClient watch = await WatchClient.OpenAsync(api.Client);

        api.Time.Advance(TimeSpan.FromSeconds(31));
        (_, string name, string data) = await watch.EventAsync();
        Assert.Equal(("changed", "critical"), (name, Text(data, "health")));
        await api.PutAsync("/v1/services/web/instances/a/heartbeat");
        (_, name, data) = await watch.EventAsync();
        Assert.Equal(("changed", "passing"), (name, Text(data, "health")));
    }

    [Fact]
    public async Task Settings_have_an_event_of_their_own()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await using WatchClient watch = await WatchClient.OpenAsync(api.Client, "?service=web");

        Answer settings = await api.PutAsync("/v1/services/web/settings", """{"ttlSeconds":9}""");
        await api.DeleteAsync("/v1/services/web/settings");

        (_, string name, string data) = await watch.EventAsync();
        Assert.Equal(("settings", $$"""{"service":"web","settings":{{settings.Text}}}"""), (name, data));
        Assert.Equal("""{"service":"web","settings":null}""", (await watch.EventAsync()).Data);
    }

    [Fact]
    public async Task Route_rules_have_an_event_of_their_own()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await using WatchClient watch = await WatchClient.OpenAsync(api.Client, "?service=web");
        const string Rules = """{"rules":[{"name":"canary","match":{"percent":10},"action":{"version":"v2"}}]}""";

        long revision = (await api.PutAsync("/v1/services/web/routes", Rules)).Json.GetProperty("revision").GetInt64();
        await api.DeleteAsync("/v1/services/web/routes");

        Assert.Equal((revision, "routes", $$"""{"service":"web","routes":{{Rules}}}"""), await watch.EventAsync());
        Assert.Equal((revision + 1, "routes", """{"service":"web","routes":null}"""), await watch.EventAsync());
    }

    [Fact]
    public async Task Only_the_changes_of_the_service_asked_for_come()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await using WatchClient watch = await WatchClient.OpenAsync(api.Client, "?service=WEB");

        await api.RegisterAsync("a", service: "db");
        await api.RegisterAsync("b");

        Assert.Equal("b", Text((await watch.EventAsync()).Data, "id"));
    }

    [Fact]
    public async Task The_index_of_a_list_is_where_to_watch_from()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        JsonElement list = (await api.GetAsync("/v1/services/web/instances")).Json;
        await api.RegisterAsync("b");
        await api.RegisterAsync("c");

        await using WatchClient watch = await WatchClient.OpenAsync(api.Client, $"?since={list.GetProperty("index")}");

        Assert.Equal("b", Text((await watch.EventAsync()).Data, "id"));
        Assert.Equal("c", Text((await watch.EventAsync()).Data, "id"));
    }

    [Fact]
    public async Task Last_event_id_resumes_and_counts_more_than_since()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        await using WatchClient watch = await WatchClient.OpenAsync(api.Client, "?since=0");
        (long id, _, _) = await watch.EventAsync();
        await watch.DisposeAsync();
        await api.RegisterAsync("b");

        await using WatchClient resumed = await WatchClient.OpenAsync(api.Client, "?since=0", id);

        Assert.Equal("b", Text((await resumed.EventAsync()).Data, "id"));
    }

    [Fact]
    public async Task A_position_that_is_too_old_is_410_and_says_which_is_not()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(new RegistryOptions { ChangesKept = 3 });
        foreach (string id in new[] { "a", "b", "c", "d", "e" })
            await api.RegisterAsync(id);

        JsonElement problem = (await api.GetAsync("/v1/watch?since=2")).AssertProblem(HttpStatusCode.Gone, "position-gone");

        Assert.Equal((3, 6), (problem.GetProperty("oldest").GetInt64(), problem.GetProperty("index").GetInt64()));
        await using WatchClient oldest = await WatchClient.OpenAsync(api.Client, "?since=3");
        Assert.Equal(4, (await oldest.EventAsync()).Id);
    }

    [Fact]
    public async Task A_position_that_the_registry_has_not_reached_is_410_too()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.GetAsync("/v1/watch?since=99")).AssertProblem(HttpStatusCode.Gone, "position-gone");
    }

    [Theory]
    [InlineData("?since=soon", "since")]
    [InlineData("?since=-1", "since")]
    [InlineData("?since=1&since=2", "since")]
    [InlineData("?service=a.b&since=x", "service,since")]
    public async Task Parameters_that_make_no_sense_are_refused(string query, string fields)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.GetAsync("/v1/watch" + query)).AssertFaults(fields.Split(','));
    }

    [Fact]
    public async Task A_last_event_id_that_is_no_revision_is_refused()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/watch");
        request.Headers.Add("Last-Event-ID", "abc");

        using HttpResponseMessage response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        (await Answer.ReadAsync(response)).AssertFaults("Last-Event-ID");
    }

    [Fact]
    public async Task Watching_waits_until_everything_is_loaded()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(isLoaded: false);

        (await api.GetAsync("/v1/watch")).AssertProblem(HttpStatusCode.ServiceUnavailable, "not-loaded");
    }

    [Fact]
    public async Task A_silent_stream_shows_that_it_lives_and_moves_the_last_id_past_other_services()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        using HttpResponseMessage response = await api.Client.GetAsync(
            "/v1/watch?service=web", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(": watching", await LineAsync(lines));
        Assert.Matches("^retry: [12][0-9]{3}$", await LineAsync(lines));
        Assert.Equal("id: 1", await LineAsync(lines));
        Assert.Equal("", await LineAsync(lines));

        api.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(": alive", await LineAsync(lines));
        Assert.Equal("", await LineAsync(lines));

        await api.RegisterAsync("a", service: "db");

        // At the next sign of life, or the one after it if this one was on its way already.
        string? line;
        do
        {
            api.Time.Advance(TimeSpan.FromSeconds(16));
            line = await LineAsync(lines);
            Assert.True(line is ": alive" or "" or "id: 2", line);
        }
        while (line != "id: 2");
    }

    [Fact]
    public async Task A_stream_ends_when_the_server_stops_and_no_other_begins()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await using WatchClient watch = await WatchClient.OpenAsync(api.Client);

        api.Lifetime.StopApplication();

        Assert.Null(await watch.NextAsync());
        (await api.GetAsync("/v1/watch")).AssertProblem(HttpStatusCode.ServiceUnavailable, "stopping");
        Assert.Equal(0, api.Registry.Changes.Waiting);
    }

    [Fact]
    public async Task A_client_that_goes_leaves_nothing_behind()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(overSockets: true);
        WatchClient watch = await WatchClient.OpenAsync(api.Client);
        Assert.Equal(1, api.Registry.Changes.Waiting);

        await watch.DisposeAsync();

        // It is looked for once a second.
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                api.Time.Advance(TimeSpan.FromSeconds(1));
                return api.Registry.Changes.Waiting == 0;
            },
            s_patience));
    }

    private static Task<string?> LineAsync(StreamReader lines) => lines.ReadLineAsync().WaitAsync(s_patience);

    private static string? Text(string json, string field) => JsonElement.Parse(json).GetProperty(field).GetString();
}
