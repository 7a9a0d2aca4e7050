using System.Net;
using System.Text.Json;
using DnsRegistry.Api.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Tests.Access;

public sealed class AccessGateTests
{
    private const string Body = """{"addresses":["10.0.0.7"]}""";

    [Fact]
    public async Task Without_a_token_no_call_is_answered_but_those_of_supervisors()
    {
        await using ApiUnderTest api = await new Tokens().StartAsync();

        Answer refused = await api.GetAsync("/v1/services");
        refused.AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("Bearer realm=\"dnsregistry\"", refused.Headers["WWW-Authenticate"]);
        (await api.PutAsync("/v1/services/web-a/instances/a", Body)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Null(api.Registry.FindService("web-a"));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/health")).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/ready")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dnsr_")]
    [InlineData("dnsr_aaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    [InlineData("dnsr_aaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbü")]
    public async Task What_is_no_secret_of_any_token_is_refused_and_the_challenge_says_so(string secret)
    {
        await using ApiUnderTest api = await new Tokens().StartAsync();

        Answer answer = await api.SendAsync(HttpMethod.Get, "/v1/services", secret: secret);

        answer.AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Contains("invalid_token", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_wrong_character_anywhere_in_a_secret_is_refused()
    {
        var tokens = new Tokens();
        await using ApiUnderTest api = await tokens.StartAsync();

        for (int i = 0; i < tokens.Admin.Length; i++)
        {
            char other = tokens.Admin[i] == 'A' ? 'B' : 'A';
            string wrong = tokens.Admin[..i] + other + tokens.Admin[(i + 1)..];
            Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync(HttpMethod.Get, "/v1/services", secret: wrong)).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Get, "/v1/services", secret: tokens.Admin)).Status);
    }

    [Theory]
    [InlineData("PUT", "/v1/services/web-a/instances/a", true)]
    [InlineData("PUT", "/v1/services/WEB-A/instances/a", true)]
    [InlineData("PUT", "/v1/services/db/instances/a", false)]
    [InlineData("DELETE", "/v1/services/db/instances/a", false)]
    [InlineData("PUT", "/v1/services/db/instances/a/heartbeat", false)]
    [InlineData("PUT", "/v1/services/db/settings", false)]
    [InlineData("GET", "/v1/services/db/settings", false)]
    [InlineData("GET", "/v1/services/db", false)]
    [InlineData("HEAD", "/v1/services/db/instances", false)]
    [InlineData("GET", "/v1/services/db/instances/a", false)]
    [InlineData("GET", "/v1/services/web-a/instances", true)]
    public async Task A_token_reaches_services_of_its_prefix_and_no_others(string method, string path, bool isAllowed)
    {
        var tokens = new Tokens();
        await using ApiUnderTest api = await tokens.StartAsync();

        Answer answer = await api.SendAsync(HttpMethod.Parse(method), path, method == "PUT" ? Body : null, secret: tokens.Web);

        Assert.Equal(isAllowed, answer.Status is HttpStatusCode.OK or HttpStatusCode.Created);
        Assert.Equal(!isAllowed, answer.Status is HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_token_that_reads_everything_changes_nothing()
    {
        var tokens = new Tokens();
        await using ApiUnderTest api = await tokens.StartAsync();

        (await api.SendAsync(HttpMethod.Put, "/v1/services/web-a/instances/a", Body, secret: tokens.Reader))
            .AssertProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(
            HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Get, "/v1/services/web-a/instances", secret: tokens.Reader)).Status);
    }

    [Fact]
    public async Task Lists_show_only_what_the_token_may_see_page_by_page()
    {
        var tokens = new Tokens();
        await using ApiUnderTest api = await tokens.StartAsync();
        foreach (string service in (string[])["api", "web-a", "web-b", "zoo"])
            await api.SendAsync(HttpMethod.Put, $"/v1/services/{service}/instances/a", Body, secret: tokens.Admin);

        Assert.Equal(["web-a", "web-b"], Names(await api.SendAsync(HttpMethod.Get, "/v1/services", secret: tokens.Web)));
        Answer first = await api.SendAsync(HttpMethod.Get, "/v1/services?limit=1", secret: tokens.Web);
        Assert.Equal(["web-a"], Names(first));
        string cursor = first.Json.GetProperty("cursor").GetString()!;
        Answer second = await api.SendAsync(HttpMethod.Get, $"/v1/services?limit=1&cursor={cursor}", secret: tokens.Web);
        Assert.Equal(["web-b"], Names(second));
        Assert.Equal(JsonValueKind.Null, second.Json.GetProperty("cursor").ValueKind);
        Assert.Equal(4, Names(await api.SendAsync(HttpMethod.Get, "/v1/services", secret: tokens.Reader)).Length);
    }

    [Fact]
    public async Task Bulk_calls_do_what_is_allowed_and_name_the_rest()
    {
        var tokens = new Tokens();
        await using ApiUnderTest api = await tokens.StartAsync();

        Answer registered = await api.SendAsync(HttpMethod.Post, "/v1/registrations", """
            [{"service":"db","id":"a","addresses":["10.0.0.1"]},{"service":"web-a","id":"a","addresses":["10.0.0.2"]},
             {"service":"db","id":"b","addresses":["10.0.0.3"]}]
            """, secret: tokens.Web);
        Assert.Equal((1, 2), (registered.Json.GetProperty("created").GetInt32(), registered.Json.GetProperty("refused").GetInt32()));
        Assert.Equal(
            [403, 201, 403], registered.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("status").GetInt32()));

        Answer renewed = await api.SendAsync(HttpMethod.Post, "/v1/heartbeats", """
            {"instances":[{"service":"db","id":"a"},{"service":"web-a","id":"a"},{"service":"web-a","id":"z"}]}
            """, secret: tokens.Web);
        Assert.Equal(1, renewed.Json.GetProperty("renewed").GetInt32());
        Assert.Equal("z", Assert.Single(renewed.Json.GetProperty("unknown").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("db", Assert.Single(renewed.Json.GetProperty("forbidden").EnumerateArray()).GetProperty("service").GetString());
    }

    [Fact]
    public async Task The_token_that_registered_an_instance_owns_it()
    {
        var tokens = new Tokens();
        string other = tokens.Add("other-team", write: [""]);
        await using ApiUnderTest api = await tokens.StartAsync();
        const string Path = "/v1/services/web-a/instances/a";
        await api.SendAsync(HttpMethod.Put, Path, Body, secret: tokens.Web);

        (await api.SendAsync(HttpMethod.Put, Path, Body, secret: other)).AssertProblem(HttpStatusCode.Conflict, "not-owner");
        (await api.SendAsync(HttpMethod.Put, Path + "/heartbeat", secret: other)).AssertProblem(HttpStatusCode.Conflict, "not-owner");
        (await api.SendAsync(HttpMethod.Put, Path + "/heartbeat", Body, secret: other)).AssertProblem(HttpStatusCode.Conflict, "not-owner");
        (await api.SendAsync(HttpMethod.Delete, Path, secret: other)).AssertProblem(HttpStatusCode.Conflict, "not-owner");
        Answer bulk = await api.SendAsync(
            HttpMethod.Post, "/v1/heartbeats", """{"instances":[{"service":"web-a","id":"a"}]}""", secret: other);
        Assert.Single(bulk.Json.GetProperty("notOwned").EnumerateArray());

        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Put, Path + "/heartbeat", secret: tokens.Web)).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Delete, Path, secret: tokens.Admin)).Status);
    }

    [Fact]
    public async Task A_revoked_token_and_one_that_is_over_are_refused()
    {
        var tokens = new Tokens();
        string brief = tokens.Add("brief", read: [""], expiresAt: ApiUnderTest.Noon + TimeSpan.FromHours(1));
        await using ApiUnderTest api = await tokens.StartAsync();

        api.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Get, "/v1/services", secret: brief)).Status);
        api.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync(HttpMethod.Get, "/v1/services", secret: brief)).Status);

        tokens.Revoke("reader");
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync(HttpMethod.Get, "/v1/services", secret: tokens.Reader)).Status);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Unauthorized)]
    public async Task When_the_last_token_is_revoked_only_a_server_that_strangers_cannot_reach_is_open(bool isOpen, HttpStatusCode expected)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(
            addServices: services => services.AddSingleton(new AccessTokens([], isOpenWithoutTokens: isOpen)));

        Assert.Equal(expected, (await api.GetAsync("/v1/services")).Status);
    }

    [Fact]
    public void A_call_that_names_no_service_and_says_nothing_is_for_administrators()
    {
        Assert.Equal(AccessNeed.Admin, AccessGate.NeedOf(Call("/v1/export", HttpMethods.Get)));
        Assert.Equal(AccessNeed.Write, AccessGate.NeedOf(Call("/v1/services/{service}/routes", HttpMethods.Put)));
        Assert.Equal(AccessNeed.Read, AccessGate.NeedOf(Call("/v1/services/{service}/routes", HttpMethods.Get)));
        Assert.Equal(AccessNeed.Write, AccessGate.NeedOf(Call("/v1/services/{service}/routes", HttpMethods.Get, HttpMethods.Post)));
        Assert.Equal(AccessNeed.Write, AccessGate.NeedOf(Call("/v1/services/{service}/routes")));
    }

    [Theory]
    [InlineData("web-a.z1.svc", HttpStatusCode.OK)]
    [InlineData("_http._tcp.v1.g1.WEB-A.any.svc", HttpStatusCode.OK)]
    [InlineData("web-nobody.z1.svc", HttpStatusCode.OK)]
    [InlineData("db.z1.svc", HttpStatusCode.Forbidden)]
    [InlineData("z1.svc", HttpStatusCode.Forbidden)]
    [InlineData("svc", HttpStatusCode.Forbidden)]
    [InlineData("any.z1.svc", HttpStatusCode.Forbidden)]
    [InlineData("a.b.c.d.web-a.z1.svc", HttpStatusCode.Forbidden)]
    [InlineData("example.test", HttpStatusCode.Forbidden)]
    [InlineData("7.0.0.10.in-addr.arpa", HttpStatusCode.Forbidden)]
    public async Task A_token_has_names_explained_of_the_services_that_it_may_look_at(string name, HttpStatusCode expected)
    {
        var tokens = new Tokens();
        await using ApiUnderTest api = await tokens.StartAsync();
        await api.SendAsync(HttpMethod.Put, "/v1/services/web-a/instances/a", Body, secret: tokens.Admin);

        Assert.Equal(expected, (await api.SendAsync(HttpMethod.Get, $"/v1/explain?name={name}", secret: tokens.Web)).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Get, $"/v1/explain?name={name}", secret: tokens.Admin)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync($"/v1/explain?name={name}")).Status);
    }

    private static RouteEndpointBuilder Call(string pattern, params string[] methods)
    {
        var call = new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse(pattern), order: 0);
        if (methods.Length > 0)
            call.Metadata.Add(new HttpMethodMetadata(methods));
        return call;
    }

    private static string[] Names(Answer list) =>
        [.. list.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("service").GetString()!)];
}
