using System.Net;
using System.Text.Json;

namespace DnsRegistry.Api.Tests.Export;

public sealed class ExportTests
{
    [Fact]
    public async Task Every_thing_is_a_line_settings_and_overrides_first()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("b", more: ""","static":true""");
        await api.RegisterAsync("a", service: "api", more: ""","metadata":{"ort":"Köln"}""");
        await api.PutAsync("/v1/services/web/settings", """{"ttlSeconds":9}""");
        await api.PutAsync("/v1/services/web/routes", """{"rules":[{"name":"canary","action":{"version":"v2"}}]}""");
        await api.PutAsync("/v1/services/web/instances/b/override", """{"weight":5}""");

        Answer answer = await api.GetAsync("/v1/export");

        Assert.Equal((HttpStatusCode.OK, "application/x-ndjson"), (answer.Status, answer.ContentType));
        Assert.Equal(
            $$$"""
            {"kind":"export","format":1,"revision":{{{api.Registry.Revision}}}}
            {"kind":"settings","service":"web","settings":{"ttlSeconds":9,"zoneFallback":"none","emptyAnswer":"nodata","protectThreshold":0}}
            {"kind":"routes","service":"web","routes":{"rules":[{"name":"canary","action":{"version":"v2"}}]}}
            {"kind":"override","service":"web","id":"b","override":{"weight":5}}
            {"kind":"registration","service":"api","id":"a","zone":"default","group":"default","version":"default","addresses":["10.0.0.7"],"ports":{},"weight":100,"leaseSeconds":30,"static":false,"metadata":{"ort":"Köln"}}
            {"kind":"registration","service":"web","id":"b","zone":"default","group":"default","version":"default","addresses":["10.0.0.7"],"ports":{},"weight":100,"leaseSeconds":30,"static":true,"metadata":{}}
            {"kind":"end","settings":1,"routes":1,"overrides":1,"registrations":2}

            """,
            answer.Text);
    }

    [Fact]
    public async Task Registration_lines_are_what_a_bulk_registration_takes()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(overSockets: true);
        string items = string.Join(
            '\n', Enumerable.Range(0, 2000).Select(i => $$"""{"service":"s{{i % 7}}","id":"i{{i}}","host":"h{{i}}.example.net"}"""));
        await api.PostAsync("/v1/registrations", items);

        string[] lines = (await api.GetAsync("/v1/export")).Text.TrimEnd().Split('\n');
        Answer again = await api.PostAsync(
            "/v1/registrations",
            string.Join('\n', lines[1..^1].Select(line => line.Replace("\"kind\":\"registration\",", "", StringComparison.Ordinal))));

        Assert.Equal(2002, lines.Length);
        Assert.Equal(2000, again.Json.GetProperty("replaced").GetInt32());
        Assert.Equal(2000, JsonElement.Parse(lines[^1]).GetProperty("registrations").GetInt32());
    }

    [Fact]
    public async Task Before_everything_is_loaded_there_is_nothing_to_export()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(isLoaded: false);

        (await api.GetAsync("/v1/export")).AssertProblem(HttpStatusCode.ServiceUnavailable, "not-loaded");
    }
}
