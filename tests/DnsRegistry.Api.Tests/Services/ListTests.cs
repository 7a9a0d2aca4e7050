using System.Net;
using System.Text.Json;

namespace DnsRegistry.Api.Tests.Services;

public sealed class ListTests
{
    [Fact]
    public async Task An_empty_registry_has_an_empty_list()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        Assert.Equal("""{"index":1,"items":[],"cursor":null}""", (await api.GetAsync("/v1/services")).Text);
        Assert.Equal("""{"index":1,"items":[],"cursor":null}""", (await api.GetAsync("/v1/services/web/instances")).Text);
    }

    [Fact]
    public async Task Services_are_listed_with_a_summary()
    {
        await using ApiUnderTest api = await WithServicesAsync();

        Answer answer = await api.GetAsync("/v1/services");

        Assert.Equal($$"""
            {"index":{{api.Registry.Revision}},"items":[{"service":"declared","instances":0,"passing":0,"takenOut":0,"zones":[],"groups":[],"versions":[]},{"service":"web","instances":3,"passing":2,"takenOut":0,"zones":["z1","z2"],"groups":["default","g1"],"versions":["1.0","2.0"]}],"cursor":null}
            """, answer.Text);
    }

    [Theory]
    [InlineData("zone=Z1", "a,b")]
    [InlineData("zone=z2", "c")]
    [InlineData("group=g1", "b")]
    [InlineData("version=1.0", "a,c")]
    [InlineData("version=1-0", "a,c")]
    [InlineData("health=passing", "a,b")]
    [InlineData("health=critical", "c")]
    [InlineData("zone=z1&version=1.0", "a")]
    [InlineData("zone=z9", "")]
    public async Task Filters_leave_what_fits(string filter, string ids)
    {
        await using ApiUnderTest api = await WithServicesAsync();

        JsonElement instances = (await api.GetAsync($"/v1/services/web/instances?{filter}")).Json;
        JsonElement service = (await api.GetAsync($"/v1/services/web?{filter}")).Json;
        JsonElement services = (await api.GetAsync($"/v1/services?{filter}")).Json;

        string[] expected = ids.Split(',', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, Texts(instances, "id"));
        Assert.Equal(expected, Texts(service, "id"));
        Assert.Equal(expected.Length, service.GetProperty("instances").GetInt32());
        Assert.Equal(expected.Length == 0 ? [] : ["web"], Texts(services, "service"));
    }

    [Fact]
    public async Task A_service_is_shown_with_summary_settings_and_instances()
    {
        await using ApiUnderTest api = await WithServicesAsync();
        await api.PutAsync("/v1/services/web/settings", """{"zoneFallback":"srv"}""");

        JsonElement json = (await api.GetAsync("/v1/services/WEB?limit=2")).Json;

        Assert.Equal("web", json.GetProperty("service").GetString());
        Assert.Equal(3, json.GetProperty("instances").GetInt32());
        Assert.Equal("""{"zoneFallback":"srv","emptyAnswer":"nodata","protectThreshold":0}""", json.GetProperty("settings").GetRawText());
        Assert.Equal(["a", "b"], Texts(json, "id"));
        Assert.Equal(JsonValueKind.String, json.GetProperty("cursor").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await api.GetAsync("/v1/services/web?cursor=" + json.GetProperty("cursor")))
            .Json.GetProperty("cursor").ValueKind);
    }

    [Fact]
    public async Task A_service_that_nobody_knows_is_404()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.GetAsync("/v1/services/web")).AssertProblem(HttpStatusCode.NotFound, "unknown-service");
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("cursor=", "cursor")]
    [InlineData("cursor=%21%21", "cursor")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("health=well", "health")]
    [InlineData("zone=a&zone=b", "zone")]
    [InlineData("health=well&limit=0&cursor=_", "health,limit,cursor")]
    public async Task A_parameter_that_makes_no_sense_is_refused(string query, string fields)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        foreach (string path in new[] { "/v1/services", "/v1/services/web", "/v1/services/web/instances" })
            (await api.GetAsync($"{path}?{query}")).AssertFaults(fields.Split(','));
    }

    [Fact]
    public async Task A_cursor_belongs_to_one_kind_of_list()
    {
        await using ApiUnderTest api = await WithServicesAsync();
        string cursor = (await api.GetAsync("/v1/services?limit=1")).Json.GetProperty("cursor").GetString()!;

        (await api.GetAsync($"/v1/services/web/instances?cursor={cursor}")).AssertFaults("cursor");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(21)]
    public async Task Pages_hold_every_item_once_and_in_order(int limit)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        string[] ids = [.. Enumerable.Range(0, 21).Select(i => $"i{i}").Order(StringComparer.Ordinal)];
        foreach (string id in ids)
        {
            await api.RegisterAsync(id);
            await api.RegisterAsync("a", service: id);
        }

        Assert.Equal(ids, await PagesAsync(api, $"/v1/services/web/instances?limit={limit}", "id", _ => Task.CompletedTask));
        Assert.Equal([.. ids, "web"], await PagesAsync(api, $"/v1/services?limit={limit}", "service", _ => Task.CompletedTask));
    }

    [Fact]
    public async Task What_comes_and_goes_between_pages_moves_no_other_item()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        foreach (string id in new[] { "b", "d", "f", "h" })
            await api.RegisterAsync(id);

        List<string> seen = await PagesAsync(api, "/v1/services/web/instances?limit=2", "id", async page =>
        {
            if (page == 1)
            {
                await api.RegisterAsync("a"); // before the place
                await api.RegisterAsync("e"); // behind it
                await api.DeleteAsync("/v1/services/web/instances/d"); // the place itself
            }
        });

        Assert.Equal(["b", "d", "e", "f", "h"], seen);
    }

    [Fact]
    public async Task Lists_are_not_answered_while_loading()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(isLoaded: false);

        foreach (string path in new[] { "/v1/services", "/v1/services/web", "/v1/services/web/instances", "/v1/services/web/settings" })
        {
            Answer answer = await api.GetAsync(path);
            answer.AssertProblem(HttpStatusCode.ServiceUnavailable, "not-loaded");
            Assert.Equal("1", answer.Headers["Retry-After"]);
        }
    }

    private static async Task<ApiUnderTest> WithServicesAsync()
    {
        ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("c", more: ",\"zone\":\"z2\",\"version\":\"1.0\",\"leaseSeconds\":2");
        api.Time.Advance(TimeSpan.FromSeconds(3));
        await api.Registry.FlushAsync(CancellationToken.None);
        await api.RegisterAsync("a", more: ",\"zone\":\"z1\",\"version\":\"1.0\"");
        await api.RegisterAsync("b", more: ",\"zone\":\"z1\",\"version\":\"2.0\",\"group\":\"g1\"");
        await api.PutAsync("/v1/services/declared/settings", "{}");
        return api;
    }

    private static async Task<List<string>> PagesAsync(ApiUnderTest api, string path, string field, Func<int, Task> between)
    {
        List<string> seen = [];
        string? cursor = null;
        for (int page = 1; page == 1 || cursor is not null; page++)
        {
            JsonElement json = (await api.GetAsync(cursor is null ? path : $"{path}&cursor={cursor}")).Json;
            Assert.InRange(page, 1, 100); // a cursor that does not move would never end
            seen.AddRange(Texts(json, field));
            cursor = json.GetProperty("cursor").GetString();
            await between(page);
        }

        return seen;
    }

    private static IEnumerable<string> Texts(JsonElement list, string field) =>
        list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(field).GetString()!);
}
