using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using DnsRegistry.Api.Access;
using DnsRegistry.Api.Tests.Access;
using DnsRegistry.Api.Watch;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Tests.Watch;

/// <summary>What tokens may see who watch, and what becomes of those whose tokens change meanwhile.</summary>
public sealed class StandingAccessTests
{
    private const string Body = """{"addresses":["10.0.0.7"],"static":true}""";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Tokens _tokens = new();

    [Fact]
    public async Task A_token_watches_the_services_of_its_prefix_and_no_others()
    {
        string web = _tokens.Add("dashboard", read: ["web"]);
        await using ApiUnderTest api = await _tokens.StartAsync();
        await using WatchClient all = await WatchClient.OpenAsync(api.Client, "?since=0", secret: web);
        await using WatchClient one = await WatchClient.OpenAsync(api.Client, "?since=0&service=web-b", secret: web);

        foreach (string service in (string[])["api", "web", "db", "web-b"])
            await RegisterAsync(api, service);

        Assert.Equal("web", ServiceOf(await all.NextAsync()));
        Assert.Equal("web-b", ServiceOf(await all.NextAsync()));
        Assert.Equal("web-b", ServiceOf(await one.NextAsync()));
        (await api.SendAsync(HttpMethod.Get, "/v1/watch?service=db", secret: web)).AssertProblem(HttpStatusCode.Forbidden, "forbidden");
        (await api.GetAsync("/v1/watch")).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?service=web-a")]
    public async Task A_stream_whose_token_is_revoked_is_told_why_and_ends(string query)
    {
        await using ApiUnderTest api = await _tokens.StartAsync();
        await using WatchClient watch = await WatchClient.OpenAsync(api.Client, query, secret: _tokens.Web);
        await using WatchClient other = await WatchClient.OpenAsync(api.Client, query, secret: _tokens.Reader);

        _tokens.Revoke("web-team");
        await RegisterAsync(api, "web-a");

        await AssertRefusedAsync(watch, "unauthorized");
        Assert.Equal("web-a", ServiceOf(await other.NextAsync()));
        Assert.Equal(1, api.Registry.Changes.Waiting);
        Answer again = await api.SendAsync(HttpMethod.Get, "/v1/watch", secret: _tokens.Web);
        again.AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?service=db")]
    public async Task A_stream_whose_token_may_see_less_is_told_so_and_ends(string query)
    {
        await using ApiUnderTest api = await _tokens.StartAsync();
        await using WatchClient watch = await WatchClient.OpenAsync(api.Client, query, secret: _tokens.Reader);

        _tokens.Allow("reader", ["web", "api"]);

        await AssertRefusedAsync(watch, "forbidden");
    }

    [Fact]
    public async Task A_stream_whose_token_may_see_more_goes_on_and_sees_it()
    {
        await using ApiUnderTest api = await _tokens.StartAsync();
        await using WatchClient watch = await WatchClient.OpenAsync(api.Client, secret: _tokens.Web);

        _tokens.Allow("web-team", ["web", "db"]);
        await RegisterAsync(api, "db");

        Assert.Equal("db", ServiceOf(await watch.NextAsync()));
    }

    [Fact]
    public async Task A_stream_ends_with_its_token()
    {
        string brief = _tokens.Add("brief", read: [""], expiresAt: ApiUnderTest.Noon + TimeSpan.FromHours(1));
        await using ApiUnderTest api = await _tokens.StartAsync();
        await using WatchClient watch = await WatchClient.OpenAsync(api.Client, secret: brief);

        api.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));

        await AssertRefusedAsync(watch, "unauthorized");
    }

    [Fact]
    public async Task The_first_token_ends_the_streams_of_those_who_have_none()
    {
        var holder = new AccessTokens([], isOpenWithoutTokens: true);
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(addServices: services => services.AddSingleton(holder));
        await using WatchClient watch = await WatchClient.OpenAsync(api.Client);

        (_, string id, byte[] hash) = TokenSecret.Create();
        holder.Replace([new AccessToken { Name = "first", Id = id, Hash = hash, IsAdmin = true }]);

        await AssertRefusedAsync(watch, "unauthorized");
    }

    [Theory]
    [InlineData("/v1/services")]
    [InlineData("/v1/services/web-a/instances")]
    public async Task A_wait_ends_with_401_when_its_token_is_revoked(string path)
    {
        await using ApiUnderTest api = await _tokens.StartAsync();
        await RegisterAsync(api, "web-a");
        Task<Answer> poll = Poll(api, path, _tokens.Web);

        _tokens.Revoke("web-team");

        (await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal(0, api.Registry.Changes.Waiting);
    }

    [Fact]
    public async Task A_wait_for_a_service_that_the_token_may_no_longer_see_ends_with_403()
    {
        await using ApiUnderTest api = await _tokens.StartAsync();
        await RegisterAsync(api, "web-a");
        Task<Answer> poll = Poll(api, "/v1/services/web-a", _tokens.Reader);

        _tokens.Allow("reader", ["db"]);

        (await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken)).AssertProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_wait_for_all_services_is_answered_with_those_that_are_left()
    {
        await using ApiUnderTest api = await _tokens.StartAsync();
        await RegisterAsync(api, "web-a");
        await RegisterAsync(api, "db");
        Task<Answer> poll = Poll(api, "/v1/services", _tokens.Reader);

        _tokens.Allow("reader", ["db"]);

        JsonElement list = (await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken)).Json;
        Assert.Equal("db", Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("service").GetString());
    }

    private async Task RegisterAsync(ApiUnderTest api, string service) =>
        Assert.Equal(
            HttpStatusCode.Created,
            (await api.SendAsync(HttpMethod.Put, $"/v1/services/{service}/instances/a", Body, secret: _tokens.Admin)).Status);

    private static Task<Answer> Poll(ApiUnderTest api, string path, string secret)
    {
        Watchers watchers = api.Services.GetRequiredService<Watchers>();
        int others = watchers.Count;
        Task<Answer> poll = api.SendAsync(HttpMethod.Get, $"{path}?index={api.Registry.Revision}", secret: secret);
        Assert.True(SpinWait.SpinUntil(() => watchers.Count > others, s_patience));
        return poll;
    }

    private static async Task AssertRefusedAsync(WatchClient watch, string type)
    {
        SseItem<string>? last = await watch.NextAsync();
        Assert.Equal("refused", last?.EventType);
        Assert.Equal($"urn:dnsregistry:problem:{type}", JsonElement.Parse(last!.Value.Data).GetProperty("type").GetString());
        Assert.Null(await watch.NextAsync());
    }

    private static string? ServiceOf(SseItem<string>? item) => JsonElement.Parse(item!.Value.Data).GetProperty("service").GetString();
}
