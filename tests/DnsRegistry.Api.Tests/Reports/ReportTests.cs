using System.Net;
using System.Text.Json;
using DnsRegistry.Api.Tests.Access;

namespace DnsRegistry.Api.Tests.Reports;

public sealed class ReportTests
{
    private const string Path = "/v1/services/web/instances/a/reports";

    [Fact]
    public async Task Failures_of_several_callers_eject_and_the_instance_says_so()
    {
        var tokens = new Tokens();
        string caller = tokens.Add("another", read: ["web"]);
        await using ApiUnderTest api = await tokens.StartAsync();
        await RegisterTwoAsync(api, tokens);

        Answer first = await ReportAsync(api, tokens.Reader, """{"outcome":"failure","count":4}""");
        Answer second = await ReportAsync(api, caller, """{"outcome":"failure"}""");

        Assert.Equal((HttpStatusCode.OK, """{"health":"passing","failuresInARow":4,"reporters":1}"""), (first.Status, first.Text));
        Assert.Equal(
            """{"health":"critical","failuresInARow":0,"reporters":0,"ejection":{"state":"ejected","times":1,"until":"2026-11-03T12:00:30Z"}}""",
            second.Text);
        JsonElement instance = (await api.SendAsync(HttpMethod.Get, "/v1/services/web/instances/a", secret: caller)).Json;
        Assert.Equal("critical", instance.GetProperty("health").GetString());
        Assert.Equal("""["ejected"]""", instance.GetProperty("faults").GetRawText());
        Assert.Equal(
            """{"state":"ejected","times":1,"until":"2026-11-03T12:00:30Z"}""", instance.GetProperty("ejection").GetRawText());
        Answer service = await api.SendAsync(HttpMethod.Get, "/v1/services/web", secret: caller);
        Assert.Equal(1, service.Json.GetProperty("passing").GetInt32());
    }

    [Fact]
    public async Task Ejection_is_seen_in_lists_and_in_explanations()
    {
        var tokens = new Tokens();
        string caller = tokens.Add("another", read: ["web"]);
        await using ApiUnderTest api = await tokens.StartAsync();
        await RegisterTwoAsync(api, tokens);
        await ReportAsync(api, tokens.Reader, """{"outcome":"failure","count":4}""");
        await ReportAsync(api, caller, """{"outcome":"failure"}""");

        foreach (string list in (string[])["/v1/services/web/instances", "/v1/services/web"])
        {
            JsonElement items = (await api.SendAsync(HttpMethod.Get, list, secret: caller)).Json.GetProperty("items");
            Assert.Equal(
                """["ejected"] {"state":"ejected","times":1,"until":"2026-11-03T12:00:30Z"}""",
                $"{items[0].GetProperty("faults").GetRawText()} {items[0].GetProperty("ejection").GetRawText()}");
            Assert.False(items[1].TryGetProperty("ejection", out _));
        }

        JsonElement explained = (await api.SendAsync(HttpMethod.Get, "/v1/explain?name=web.default.svc", secret: caller)).Json;
        Assert.Equal(
            "callers report failures, so it is ejected",
            Assert.Single(explained.GetProperty("instances")[0].GetProperty("keptOutBy").EnumerateArray()).GetString());
        Assert.Empty(explained.GetProperty("instances")[1].GetProperty("keptOutBy").EnumerateArray());
    }

    [Fact]
    public async Task One_caller_alone_ejects_nothing_however_much_it_reports()
    {
        var tokens = new Tokens();
        await using ApiUnderTest api = await tokens.StartAsync();
        await RegisterTwoAsync(api, tokens);

        Answer last = null!;
        for (int i = 0; i < 50; i++)
            last = await ReportAsync(api, tokens.Reader, """{"outcome":"failure","count":1000}""");

        Assert.Equal("""{"health":"passing","failuresInARow":50000,"reporters":1}""", last.Text);
    }

    [Fact]
    public async Task With_tokens_a_report_needs_one()
    {
        var tokens = new Tokens();
        await using ApiUnderTest api = await tokens.StartAsync();
        await RegisterTwoAsync(api, tokens);

        (await api.PostAsync(Path, """{"outcome":"failure"}""")).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Instance_that_behaves_has_nothing_to_say_about_it()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");

        Answer answer = await api.PostAsync(Path, """{"outcome":"success"}""");

        Assert.Equal("""{"health":"passing","failuresInARow":0,"reporters":0}""", answer.Text);
        JsonElement instance = (await api.GetAsync("/v1/services/web/instances/a")).Json;
        Assert.False(instance.TryGetProperty("ejection", out _));
        Assert.False(instance.TryGetProperty("faults", out _));
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("{}", "outcome")]
    [InlineData("[]", "body")]
    [InlineData("""{"outcome":"broken"}""", "outcome")]
    [InlineData("""{"outcome":1}""", "outcome")]
    [InlineData("""{"outcome":"failure","count":0}""", "count")]
    [InlineData("""{"outcome":"failure","count":1001}""", "count")]
    [InlineData("""{"outcome":"failure","reporter":"somebody else"}""", "reporter")]
    [InlineData("""{"outcome":"x","count":-1,"latency":3}""", "outcome", "count", "latency")]
    public async Task Every_fault_is_told(string body, params string[] fields)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");

        (await api.PostAsync(Path, body)).AssertFaults(fields);
    }

    [Fact]
    public async Task Unknown_instance_is_404()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.PostAsync(Path, """{"outcome":"failure"}""")).AssertProblem(HttpStatusCode.NotFound, "unknown-instance");
    }

    [Fact]
    public async Task Before_everything_is_loaded_it_is_503()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(isLoaded: false);

        (await api.PostAsync(Path, """{"outcome":"failure"}""")).AssertProblem(HttpStatusCode.ServiceUnavailable, "not-loaded");
    }

    private static async Task RegisterTwoAsync(ApiUnderTest api, Tokens tokens)
    {
        foreach (string id in new[] { "a", "b" })
        {
            await api.SendAsync(
                HttpMethod.Put, $"/v1/services/web/instances/{id}", """{"addresses":["10.0.0.7"]}""", secret: tokens.Admin);
        }
    }

    private static Task<Answer> ReportAsync(ApiUnderTest api, string secret, string report) =>
        api.SendAsync(HttpMethod.Post, Path, report, secret: secret);
}
