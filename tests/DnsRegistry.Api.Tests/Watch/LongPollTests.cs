using System.Net;
using System.Text.Json;
using DnsRegistry.Api.Services;
using DnsRegistry.Api.Watch;
using DnsRegistry.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Tests.Watch;

public sealed class LongPollTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static readonly TheoryData<string> Lists = ["/v1/services", "/v1/services/web", "/v1/services/web/instances"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_is_held_back_until_something_has_changed(string path)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        Task<Answer> poll = await PollAsync(api, path);

        await api.RegisterAsync("b");

        JsonElement list = (await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken)).Json;
        Assert.Equal(api.Registry.Revision, list.GetProperty("index").GetInt64());
        Assert.Equal(0, api.Registry.Changes.Waiting);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_that_has_changed_already_is_answered_at_once(string path)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        long index = await IndexAsync(api, path);
        await api.DeleteAsync("/v1/services/web/instances/a");
        await api.RegisterAsync("b");

        Answer answer = await api.GetAsync($"{path}?index={index}&wait=30s");

        Assert.True(answer.Json.GetProperty("index").GetInt64() > index);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task At_the_end_of_the_wait_the_whole_answer_comes(string path)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a", more: ",\"static\":true");
        Answer first = await api.GetAsync(path);
        Task<Answer> poll = await PollAsync(api, path, "30s");

        api.Time.Advance(TimeSpan.FromMilliseconds(29_999));
        Assert.Equal(1, api.Registry.Changes.Waiting);
        api.Time.Advance(TimeSpan.FromMilliseconds(1 + (30_000 / 16)));

        Assert.Equal(first.Text, (await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken)).Text);
    }

    [Fact]
    public async Task Waits_of_any_length_end_when_they_are_over_and_not_before()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a", more: ",\"static\":true");
        Task<Answer> longest = await PollAsync(api, "/v1/services", "30s");
        Task<Answer> shortest = await PollAsync(api, "/v1/services/web", "160ms", waiting: 2);
        Task<Answer> middle = await PollAsync(api, "/v1/services/web/instances", "8s", waiting: 3);

        foreach ((Task<Answer> poll, int from, int to, int left) in new[] { (shortest, 159, 170, 2), (middle, 7_999, 8_500, 1) })
        {
            AdvanceTo(from);
            Assert.Equal(left + 1, api.Registry.Changes.Waiting);
            AdvanceTo(to);
            await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken);
            Assert.Equal(left, api.Registry.Changes.Waiting);
        }

        AdvanceTo(29_999);
        Assert.Equal(1, api.Registry.Changes.Waiting);
        AdvanceTo(31_875);
        await longest.WaitAsync(s_patience, TestContext.Current.CancellationToken);

        void AdvanceTo(int milliseconds) =>
            api.Time.Advance(ApiUnderTest.Noon + TimeSpan.FromMilliseconds(milliseconds) - api.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_service_is_not_woken_by_the_changes_of_another_and_does_not_come_back_for_them()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a", more: ",\"static\":true");
        Task<Answer> poll = await PollAsync(api, "/v1/services/web/instances", "30s");
        for (int i = 0; i < 20; i++)
            await api.RegisterAsync($"i{i}", service: "db", more: ",\"static\":true");
        Assert.Equal(1, api.Registry.Changes.Waiting);

        api.Time.Advance(TimeSpan.FromMinutes(1));
        long index = (await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken)).Json.GetProperty("index").GetInt64();
        Assert.Equal(api.Registry.Revision, index);
        await api.RegisterAsync("x", service: "db");
        Task<Answer> again = await PollAsync(api, "/v1/services/web/instances", index: index);
        Assert.Equal(1, api.Registry.Changes.Waiting);
        await api.RegisterAsync("b");
        await again.WaitAsync(s_patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_end_of_a_service_wakes_those_who_wait_for_it()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        Task<Answer> service = await PollAsync(api, "/v1/services/web");
        Task<Answer> list = await PollAsync(api, "/v1/services/web/instances", waiting: 2);

        await api.DeleteAsync("/v1/services/web/instances/a");

        (await service.WaitAsync(s_patience, TestContext.Current.CancellationToken)).AssertProblem(
            HttpStatusCode.NotFound, "unknown-service");
        Assert.Empty((await list.WaitAsync(s_patience, TestContext.Current.CancellationToken)).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_service_that_is_not_there_yet_can_be_waited_for()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        Task<Answer> poll = await PollAsync(api, "/v1/services/web/instances");

        await api.RegisterAsync("a");

        Assert.Single((await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken)).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task The_end_of_a_lease_and_new_settings_are_news()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        Task<Answer> poll = await PollAsync(api, "/v1/services/web");
        api.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(0, (await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken)).Json.GetProperty("passing").GetInt32());

        poll = await PollAsync(api, "/v1/services/web");
        await api.PutAsync("/v1/services/web/settings", """{"ttlSeconds":9}""");
        Assert.Equal(
            9,
            (await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken)).Json
                .GetProperty("settings").GetProperty("ttlSeconds").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Other_route_rules_are_news(string path)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a", more: ",\"static\":true");
        Task<Answer> poll = await PollAsync(api, path);

        Answer put = await api.PutAsync("/v1/services/web/routes", """{"rules":[{"action":{"block":"refused"}}]}""");

        long index = (await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken)).Json.GetProperty("index").GetInt64();
        Assert.Equal(put.Json.GetProperty("revision").GetInt64(), index);
        poll = await PollAsync(api, path, index: index);
        await api.DeleteAsync("/v1/services/web/routes");
        await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("index=0&wait=30s")] // has seen nothing yet
    [InlineData("index=99&wait=30s")] // of a registry that was restored since
    [InlineData("wait=30s")]
    [InlineData("index=2&wait=0s")]
    public async Task Who_has_nothing_to_wait_for_is_answered_at_once(string query)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");

        Answer answer = await api.GetAsync($"/v1/services?{query}").WaitAsync(s_patience, TestContext.Current.CancellationToken);

        Assert.Equal(2, answer.Json.GetProperty("index").GetInt64());
    }

    [Fact]
    public async Task An_index_that_is_long_forgotten_is_answered_at_once()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(new RegistryOptions { ChangesKept = 2 });
        long index = await IndexAsync(api, "/v1/services/web/instances");
        foreach (string id in new[] { "a", "b", "c" })
            await api.RegisterAsync(id, service: "db");

        Answer answer = await api.GetAsync($"/v1/services/web/instances?index={index}")
            .WaitAsync(s_patience, TestContext.Current.CancellationToken);

        Assert.Equal(api.Registry.Revision, answer.Json.GetProperty("index").GetInt64());
    }

    [Theory]
    [InlineData("index=x", "index")]
    [InlineData("index=-1", "index")]
    [InlineData("index=1&wait=soon", "wait")]
    [InlineData("wait=30", "wait")]
    public async Task Parameters_that_make_no_sense_are_refused(string query, string fields)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        foreach (string path in new[] { "/v1/services", "/v1/services/web", "/v1/services/web/instances" })
            (await api.GetAsync($"{path}?{query}")).AssertFaults(fields.Split(','));
    }

    [Fact]
    public async Task When_the_server_stops_those_who_wait_are_answered_with_what_is()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        Task<Answer> poll = await PollAsync(api, "/v1/services/web/instances");

        api.Lifetime.StopApplication();

        Assert.Single((await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken)).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_mistake_of_ours_after_the_wait_is_500_like_any_other()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        var query = new ListQuery(InstanceFilter.Open, 1, "") { Poll = new PollQuery(api.Registry.Revision, PollQuery.MaxWait) };
        var context = new DefaultHttpContext();
        Task poll = api.Services.GetRequiredService<LongPolls>().AnswerAsync(
            context, query, "web", (_, _, _) => throw new InvalidOperationException("a mistake"));
        Assert.False(poll.IsCompleted);

        await api.RegisterAsync("b");

        await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken);
        Assert.Equal(StatusCodes.Status500InternalServerError, context.Response.StatusCode);
    }

    [Fact]
    public async Task Who_goes_away_while_waiting_leaves_nothing_behind()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(overSockets: true);
        await api.RegisterAsync("a");
        using var gone = new CancellationTokenSource();
        Task<HttpResponseMessage> poll = api.Client.GetAsync($"/v1/services?index={api.Registry.Revision}", gone.Token);
        Assert.True(SpinWait.SpinUntil(() => api.Registry.Changes.Waiting == 1, s_patience));

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);


        // It is looked for once a second.
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                api.Time.Advance(TimeSpan.FromSeconds(1));
                return api.Registry.Changes.Waiting == 0;
            },
            s_patience));
    }

    [Fact]
    public void A_wait_is_made_longer_by_a_sixteenth_at_most()
    {
        var poll = new PollQuery(1, TimeSpan.FromSeconds(32));

        Assert.Equal(TimeSpan.FromSeconds(32), poll.WaitWithJitter(0));
        Assert.Equal(TimeSpan.FromSeconds(33), poll.WaitWithJitter(0.5));
        Assert.Equal(TimeSpan.FromSeconds(34), poll.WaitWithJitter(1));
    }

    [Fact]
    public void Those_who_wait_equally_long_do_not_come_back_together()
    {
        var poll = new PollQuery(1, TimeSpan.FromSeconds(32));

        long[] ends = [.. Enumerable.Range(0, 20).Select(_ => poll.EndsAtMilliseconds(1_000_000))];

        Assert.All(ends, end => Assert.InRange(end, 1_032_000, 1_034_000));
        Assert.InRange(ends.Distinct().Count(), 15, 20);
    }

    private static async Task<long> IndexAsync(ApiUnderTest api, string path)
    {
        Answer answer = await api.GetAsync(path);
        return answer.Json.GetProperty("index").GetInt64();
    }

    /// <summary>Begins to wait behind what is there, and comes back when it waits.</summary>
    private static async Task<Task<Answer>> PollAsync(
        ApiUnderTest api, string path, string wait = "5m", long? index = null, int waiting = 1)
    {
        index ??= await IndexAsync(api, path);
        Watchers watchers = api.Services.GetRequiredService<Watchers>();
        Task<Answer> poll = api.GetAsync($"{path}?index={index}&wait={wait}");
        Assert.True(SpinWait.SpinUntil(() => watchers.Count == waiting, s_patience));
        return poll;
    }
}
