using System.Net;
using System.Text.Json;

namespace DnsRegistry.Api.Tests.Routing;

public sealed class RouteTests
{
    private const string Path = "/v1/services/web/routes";

    /// <summary>Every kind there is, as a client writes it and as it comes back.</summary>
    private const string AllKinds =
        """
        {"rules":[{"name":"canary","match":{"percent":10},"action":{"version":"v2"}},
        {"name":"ops","match":{"client":["10.9.0.0/16"],"zone":["z1"]},"action":{"pin":["10.0.0.7"]},"force":true},
        {"name":"chaos","match":{"percent":5},"action":{"fault":{"kind":"servfail","until":"2027-01-01T00:00:00Z"}}},
        {"action":{"group":"g1"}},
        {"action":{"preferZone":"z2"}},
        {"match":{"percent":0.5},"action":{"block":"nodata"}},
        {"match":{"percent":0.5},"action":{"fault":{"kind":"delay","delayMs":100}}},
        {"action":{"fault":{"kind":"address","addresses":["192.0.2.1","2001:db8::1"]}}},
        {"action":{"mirror":{"to":"10.0.0.53:53"}}}]}
        """;

    [Fact]
    public async Task Rules_are_put_got_put_again_and_taken_back()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        Answer created = await api.PutAsync(Path, AllKinds);
        Answer got = await api.GetAsync("/v1/services/WEB/routes");
        Answer again = await api.PutAsync(Path, got.Text);
        Answer replaced = await api.PutAsync(Path, """{"rules":[]}""");

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(Path, created.Headers["Location"]);
        Assert.Equal(2, got.Json.GetProperty("revision").GetInt64());
        Assert.Equal(
            JsonElement.Parse(AllKinds).GetProperty("rules").EnumerateArray().Select(rule => rule.GetRawText()),
            got.Json.GetProperty("rules").EnumerateArray().Select(rule => rule.GetRawText()));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(3, again.Json.GetProperty("revision").GetInt64());
        Assert.Equal("""{"revision":4,"rules":[],"warnings":[]}""", replaced.Text);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/services/web")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(Path)).Status);
        (await api.DeleteAsync(Path)).AssertProblem(HttpStatusCode.NotFound, "unknown-routes");
        (await api.GetAsync(Path)).AssertProblem(HttpStatusCode.NotFound, "unknown-routes");
        (await api.GetAsync("/v1/services/web")).AssertProblem(HttpStatusCode.NotFound, "unknown-service");
    }

    [Fact]
    public async Task A_bad_list_changes_nothing()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.PutAsync(Path, """{"rules":[{"action":{"version":"v1"}}]}""");

        (await api.PutAsync(
            "/v1/services/near/routes", """{"rules":[{"action":{"version":"v2"}},{"match":{"percent":101},"action":{}}]}"""))
            .AssertFaults("service", "rules[1].action", "rules[1].match.percent");
        (await api.PutAsync(Path, """{"rules":[{"action":{"version":"v2"}},{"match":{"percent":101},"action":{"version":"v3"}}]}"""))
            .AssertFaults("rules[1].match.percent");

        Assert.Equal(
            "v1", (await api.GetAsync(Path)).Json.GetProperty("rules")[0].GetProperty("action").GetProperty("version").GetString());
        Assert.Equal(1, api.Store.CommitCount);
    }

    [Fact]
    public async Task Rules_that_do_nothing_are_warned_about()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a", more: ",\"version\":\"v1\"");

        Answer answer = await api.PutAsync(
            Path, """{"rules":[{"action":{"version":"v2"}},{"name":"all","action":{"block":"nodata"}},{"action":{"pin":["10.0.0.7"]}}]}""");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(
            ["rules[0] finds nobody now: no instance has the version v2", "rules[2] never matches: all before it takes all its queries"],
            answer.Json.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()!));
    }

    [Fact]
    public async Task A_store_that_refuses_is_503()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        api.Store.FailNextCommits(1);

        (await api.PutAsync(Path, """{"rules":[]}""")).AssertProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        (await api.GetAsync(Path)).AssertProblem(HttpStatusCode.NotFound, "unknown-routes");
    }

    [Fact]
    public async Task A_list_of_more_than_64_KiB_is_too_large()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.PutAsync(Path, "{\"rules\":[]" + new string(' ', 64 * 1024) + "}"))
            .AssertProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }
}
