using System.Net;
using System.Text.Json;
using DnsRegistry.Registry;

namespace DnsRegistry.Api.Tests.Registrations;

public sealed class BulkRegistrationTests
{
    private const string Path = "/v1/registrations";

    [Theory]
    [InlineData("""[{"service":"web","id":"a","addresses":["10.0.0.1"]},{"service":"db","id":"b","addresses":["10.0.0.2"],"static":true}]""", "application/json")]
    [InlineData("{\"service\":\"web\",\"id\":\"a\",\"addresses\":[\"10.0.0.1\"]}\n{\"service\":\"db\",\"id\":\"b\",\"addresses\":[\"10.0.0.2\"],\"static\":true}\n", "application/x-ndjson; charset=utf-8")]
    [InlineData("{\"service\":\"web\",\"id\":\"a\",\"addresses\":[\"10.0.0.1\"]}\n{\"service\":\"db\",\"id\":\"b\",\"addresses\":[\"10.0.0.2\"],\"static\":true}\n", "application/x-www-form-urlencoded")]
    public async Task All_items_are_registered_in_one_durable_step(string body, string contentType)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("b", "db");

        Answer answer = await api.PostAsync(Path, body, contentType);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        JsonElement json = answer.Json;
        Assert.Equal((1, 1, 0), (Number(json, "created"), Number(json, "replaced"), Number(json, "refused")));
        Assert.Equal([("web", "a", 201), ("db", "b", 200)], json.GetProperty("items").EnumerateArray().Select(Item));
        Assert.Equal("2026-11-03T12:00:30Z", json.GetProperty("items")[0].GetProperty("leaseEndsAt").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("items")[1].GetProperty("nextHeartbeatMs").ValueKind);
        Assert.Equal(2, api.Store.CommitCount);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/services/web/instances/a")).Status);
    }

    [Fact]
    public async Task One_item_that_is_not_valid_refuses_the_whole_call()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        Answer answer = await api.PostAsync(Path, """
            [{"service":"web","id":"a","addresses":["10.0.0.1"]},{"service":"web","id":"b","addresses":["x"],"port":0}]
            """);

        answer.AssertFaults("items[1].addresses[0]", "items[1].port");
        Assert.Equal(0, api.Store.CommitCount);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/v1/services/web/instances/a")).Status);
    }

    [Fact]
    public async Task An_item_that_has_no_room_is_refused_alone()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(new RegistryOptions { MaxInstancesPerService = 1 });

        JsonElement json = (await api.PostAsync(Path, """
            [{"service":"web","id":"a","addresses":["10.0.0.1"]},{"service":"web","id":"b","addresses":["10.0.0.2"]}]
            """)).Json;

        Assert.Equal((1, 0, 1), (Number(json, "created"), Number(json, "replaced"), Number(json, "refused")));
        Assert.Equal([("web", "a", 201), ("web", "b", 409)], json.GetProperty("items").EnumerateArray().Select(Item));
        Assert.Equal(
            "urn:dnsregistry:problem:limit-reached", json.GetProperty("items")[1].GetProperty("problem").GetProperty("type").GetString());
    }

    [Fact]
    public async Task An_empty_list_changes_nothing()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        Assert.Equal("""{"created":0,"replaced":0,"refused":0,"items":[]}""", (await api.PostAsync(Path, "[]")).Text);
        Assert.Equal(0, api.Store.CommitCount);
    }

    [Theory]
    [InlineData(1_048_576, HttpStatusCode.OK)]
    [InlineData(1_048_577, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_bulk_body_has_at_most_1_MiB(int octets, HttpStatusCode status)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        Assert.Equal(status, (await api.PostAsync(Path, "[]".PadRight(octets))).Status);
        Assert.Equal(status, (await api.PostAsync("/v1/heartbeats", """{"instances":[]}""".PadRight(octets))).Status);
    }

    private static int Number(JsonElement json, string field) => json.GetProperty(field).GetInt32();

    private static (string, string, int) Item(JsonElement item) =>
        (item.GetProperty("service").GetString()!, item.GetProperty("id").GetString()!, Number(item, "status"));
}
