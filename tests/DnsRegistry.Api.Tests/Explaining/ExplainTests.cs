using System.Net;
using System.Text.Json;

namespace DnsRegistry.Api.Tests.Explaining;

public sealed class ExplainTests
{
    [Fact]
    public async Task Answer_is_explained_step_by_step_in_JSON_and_in_words()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a", more: ",\"version\":\"v1\",\"zone\":\"z1\"");
        await api.PutAsync("/v1/services/web/instances/b", """{"addresses":["10.0.0.8"],"version":"v2","zone":"z1"}""");
        await api.PutAsync("/v1/services/web/routes", """
            {"rules":[{"name":"far","match":{"client":["10.9.0.0/16"]},"action":{"block":"nodata"}},
                      {"name":"gone","action":{"version":"v9"}},
                      {"name":"canary","action":{"version":"v2"}}]}
            """);

        JsonElement explained = (await api.GetAsync("/v1/explain?name=web.z1.svc&type=A&client=10.8.0.1")).Json;

        Assert.Equal("NOERROR", explained.GetProperty("rcode").GetString());
        JsonElement record = Assert.Single(explained.GetProperty("answer").EnumerateArray());
        Assert.Equal("""{"name":"web.z1.svc.","type":"A","ttlSeconds":5,"data":"10.0.0.8"}""", record.GetRawText());
        Assert.Equal(
            ["client", "zone", "name", "service", "rule", "rule", "rule", "instances", "tier", "records", "lifetime"],
            explained.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()!));
        Assert.Equal(
            ["far no match", "gone leaves nobody", "canary decides"],
            explained.GetProperty("steps").EnumerateArray().Where(step => step.GetProperty("step").GetString() == "rule")
                .Select(step => $"{step.GetProperty("rule")} {step.GetProperty("outcome")}"));
        string text = explained.GetProperty("text").GetString()!;
        Assert.StartsWith("web.z1.svc. A, asked by 10.8.0.1:\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "rule far is not about this query: the client 10.8.0.1 is in none of its networks\n", text, StringComparison.Ordinal);
        Assert.Contains("     web.z1.svc. 5 A 10.0.0.8\n", text, StringComparison.Ordinal);
        Assert.Equal(2, explained.GetProperty("instances").GetArrayLength());
    }

    [Fact]
    public async Task Instance_that_takes_no_part_is_listed_with_its_reason()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a", more: ",\"zone\":\"z1\",\"leaseSeconds\":10");
        await api.PutAsync("/v1/services/web/instances/b", """{"addresses":["10.0.0.8"],"zone":"z1","static":true}""");
        await api.PutAsync("/v1/services/web/instances/b/override", """{"draining":true}""");
        api.Time.Advance(TimeSpan.FromSeconds(11));
        for (int i = 0; i < 3; i++)
            await api.Registry.FlushAsync(CancellationToken.None);

        JsonElement explained = (await api.GetAsync("/v1/explain?name=web.z1.svc")).Json;

        Assert.Empty(explained.GetProperty("answer").EnumerateArray());
        Assert.Equal(
            ["its lease has ended", "an operator lets it drain"],
            explained.GetProperty("instances").EnumerateArray().Select(instance => instance.GetProperty("keptOutBy")[0].GetString()!));
    }

    [Fact]
    public async Task Limit_of_instances_and_the_zone_that_comes_first_are_told()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        await api.PutAsync("/v1/services/web/instances/b", """{"addresses":["10.0.0.8"],"static":true}""");
        await api.PutAsync("/v1/services/web/settings", """{"weightedSubset":1}""");

        string text = (await api.GetAsync("/v1/explain?name=default.prefer._zone.web.any.svc")).Json.GetProperty("text").GetString()!;

        Assert.Contains("zone any (default first), ", text, StringComparison.Ordinal);
        Assert.Contains("1 record of 1 instance at most, as the service is set (weightedSubset)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Effects_are_told_and_not_carried_out()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        await api.PutAsync("/v1/services/web/routes", """
            {"rules":[{"action":{"mirror":{"to":"127.0.0.1:9"}}},{"action":{"fault":{"kind":"delay","delayMs":30000}}}]}
            """);

        JsonElement explained = (await api.GetAsync("/v1/explain?name=web.any.svc")).Json;
        await api.PutAsync("/v1/services/web/routes", """{"rules":[{"action":{"fault":{"kind":"drop"}}}]}""");
        JsonElement dropped = (await api.GetAsync("/v1/explain?name=web.any.svc")).Json;

        Assert.Equal(30_000, explained.GetProperty("delayMs").GetInt32());
        Assert.Equal("127.0.0.1:9", explained.GetProperty("mirroredTo")[0].GetString());
        Assert.True(dropped.GetProperty("dropped").GetBoolean());
        Assert.False(dropped.TryGetProperty("rcode", out _));
    }

    [Fact]
    public async Task Text_is_answered_to_those_who_want_it()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/explain?name=nobody.z1.svc.&type=srv");
        request.Headers.Accept.ParseAdd("text/plain");

        using HttpResponseMessage response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("nobody knows a service nobody\n", text, StringComparison.Ordinal);
        Assert.EndsWith("answer: NXDOMAIN\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loading_is_explained_too()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(isLoaded: false);

        JsonElement explained = (await api.GetAsync("/v1/explain?name=web.z1.svc")).Json;

        Assert.Equal("SERVFAIL", explained.GetProperty("rcode").GetString());
        Assert.Equal(14, explained.GetProperty("extendedError").GetProperty("code").GetInt32());
        Assert.Contains("still being loaded", explained.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "name")]
    [InlineData("?name=", "name")]
    [InlineData("?name=a..b&type=NOPE&client=1.2.3", "name,type,client")]
    [InlineData("?name=a&name=b", "name")]
    [InlineData("?name=a&type=OPT", "type")]
    public async Task Every_fault_of_the_parameters_is_told(string query, string fields)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.GetAsync("/v1/explain" + query)).AssertFaults(fields.Split(','));
    }

    [Fact]
    public async Task Names_that_are_not_ours_are_explained()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        Answer answer = await api.GetAsync("/v1/explain?name=example.com&type=TYPE65");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("REFUSED", answer.Json.GetProperty("rcode").GetString());
    }
}
