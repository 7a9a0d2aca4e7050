using System.Globalization;
using System.Net;
using DnsRegistry.Api.Access;
using DnsRegistry.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Tests.Access;

/// <summary>Too many requests, and too much that waits.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task An_address_that_calls_too_often_is_told_when_to_come_back()
    {
        await using ApiUnderTest api = await StartAsync(new RateOptions { RequestsPerSecondPerAddress = 1, BurstSeconds = 5 });

        var answers = new List<Answer>();
        for (int i = 0; i < 20; i++)
            answers.Add(await api.GetAsync("/v1/services"));

        Assert.All(answers.Take(5), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Answer refused = answers.Last(answer => answer.Status != HttpStatusCode.OK);
        refused.AssertProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 5);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/health")).Status);
    }

    [Fact]
    public async Task One_token_that_calls_too_often_does_not_disturb_another()
    {
        var tokens = new Tokens();
        await using ApiUnderTest api = await StartAsync(new RateOptions { RequestsPerSecondPerToken = 1, BurstSeconds = 2 }, tokens);

        Answer last = null!;
        for (int i = 0; i < 10; i++)
            last = await api.SendAsync(HttpMethod.Get, "/v1/services", secret: tokens.Reader);

        last.AssertProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Get, "/v1/services", secret: tokens.Admin)).Status);
    }

    [Fact]
    public async Task While_too_much_waits_for_the_store_writers_get_503_and_readers_their_answer()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(new RegistryOptions { MaxWaitingChanges = 10 });
        await api.RegisterAsync("a");
        api.Store.HoldCommits();
        Task<Answer>[] calls = [.. Enumerable.Range(0, 1000).Select(n =>
            api.PutAsync($"/v1/services/web/instances/i{n}", """{"addresses":["10.0.0.7"]}"""))];
        await api.Store.CommitHeld;

        Answer refused = await await Task.WhenAny(calls);
        refused.AssertProblem(HttpStatusCode.ServiceUnavailable, "busy");
        Assert.Equal("1", refused.Headers["Retry-After"]);
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync("/v1/services/web/instances/a/heartbeat")).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/services")).Status);

        // A call that came after the release would be taken: all have to have been refused by then but those that wait.
        await foreach (Task<Answer> _ in Task.WhenEach(calls))
        {
            if (calls.Count(call => call.IsCompleted) == 990)
                break;
        }

        api.Store.ReleaseCommits();
        Answer[] answers = await Task.WhenAll(calls);
        Assert.Equal(10, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(990, answers.Count(answer => answer.Status == HttpStatusCode.ServiceUnavailable));
        await api.RegisterAsync("later");
    }

    private static Task<ApiUnderTest> StartAsync(RateOptions rates, Tokens? tokens = null) => ApiUnderTest.StartAsync(
        overSockets: true,
        addServices: services =>
        {
            services.AddSingleton(new RequestRates(rates));
            if (tokens is not null)
                services.AddSingleton(tokens.Holder);
        });
}
