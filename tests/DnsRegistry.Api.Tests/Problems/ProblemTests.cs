using System.Net;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Tests.Problems;

public sealed class ProblemTests
{
    [Fact]
    public void Every_kind_of_problem_has_a_type_of_its_own()
    {
        ProblemType[] types = [.. Enum.GetValues<ProblemKind>().Select(ProblemType.Of)];

        Assert.Equal(types.Length, types.Select(type => type.Uri).Distinct().Count());
        Assert.All(types, type => Assert.InRange(type.Status, 400, 599));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v1/service")]
    [InlineData("/v1/services/web/instances/a/b")]
    [InlineData("/v2/services")]
    public async Task A_path_that_leads_nowhere_is_a_problem(string path)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.GetAsync(path)).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("POST", "/v1/services/web/instances/a", "DELETE, GET, HEAD, PUT")]
    [InlineData("GET", "/v1/heartbeats", "POST")]
    [InlineData("PATCH", "/v1/services/web/settings", "DELETE, GET, HEAD, PUT")]
    [InlineData("DELETE", "/health", "GET, HEAD")]
    public async Task A_method_that_a_path_does_not_take_is_a_problem_that_names_the_others(string method, string path, string allowed)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        Answer answer = await api.SendAsync(HttpMethod.Parse(method), path);

        answer.AssertProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(allowed.Split(", "), answer.Headers["Allow"].Split(", ").Order());
    }

    [Fact]
    public async Task A_mistake_of_ours_is_500_without_its_text()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(
            addServices: services => services.AddSingleton<IReadiness, BrokenPart>());

        Answer answer = await api.GetAsync("/ready");

        answer.AssertProblem(HttpStatusCode.InternalServerError, "internal");
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoints_of_the_host_keep_the_answers_they_make()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(
            mapMore: app => app.MapGet("/own", () => Results.Text("mine", "text/plain", statusCode: 404)));

        Assert.Equal((HttpStatusCode.NotFound, "mine"), await StatusAndTextAsync(api, "/own"));
    }

    private static async Task<(HttpStatusCode, string)> StatusAndTextAsync(ApiUnderTest api, string path)
    {
        Answer answer = await api.GetAsync(path);
        return (answer.Status, answer.Text);
    }

    private sealed class BrokenPart : IReadiness
    {
        public string? Reason => throw new InvalidOperationException("a secret of the inside");
    }

    [Theory]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task A_page_of_another_site_may_not_change_anything(string? origin, HttpStatusCode expected)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/registrations");
        request.Content = new StringContent("""[{"service":"web","id":"a","addresses":["10.0.0.7"]}]""");
        if (origin is not null)
            request.Headers.Add("Origin", origin);

        using HttpResponseMessage response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK, (await api.GetAsync("/v1/services/web/instances/a")).Status == HttpStatusCode.OK);
    }
}
