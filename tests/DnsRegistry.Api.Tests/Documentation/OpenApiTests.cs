using System.Text.Json;

namespace DnsRegistry.Api.Tests.Documentation;

public sealed class OpenApiTests
{
    private static readonly string[] s_calls =
    [
        "get /health",
        "get /ready",
        "post /v1/heartbeats",
        "post /v1/registrations",
        "get /v1/export",
        "get /v1/services",
        "get /v1/services/{service}",
        "get /v1/services/{service}/instances",
        "delete /v1/services/{service}/instances/{id}",
        "get /v1/services/{service}/instances/{id}",
        "put /v1/services/{service}/instances/{id}",
        "post /v1/services/{service}/instances/{id}/reports",
        "put /v1/services/{service}/instances/{id}/heartbeat",
        "delete /v1/services/{service}/instances/{id}/override",
        "get /v1/services/{service}/instances/{id}/override",
        "put /v1/services/{service}/instances/{id}/override",
        "delete /v1/services/{service}/settings",
        "get /v1/services/{service}/settings",
        "put /v1/services/{service}/settings",
    ];

    [Fact]
    public async Task The_document_lists_every_call()
    {
        JsonElement document = await DocumentAsync();

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(s_calls.Order(StringComparer.Ordinal), Operations(document).Select(call => call.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_call_has_a_name_a_summary_and_an_answer_with_a_shape()
    {
        JsonElement document = await DocumentAsync();

        Assert.All(Operations(document), call =>
        {
            Assert.NotEmpty(call.Operation.GetProperty("operationId").GetString()!);
            Assert.NotEmpty(call.Operation.GetProperty("summary").GetString()!);
            JsonProperty[] answers = [.. call.Operation.GetProperty("responses").EnumerateObject().Where(answer => answer.Name != "204")];
            Assert.NotEmpty(answers);
            Assert.All(answers, answer => Assert.NotEmpty(answer.Value.GetProperty("content").EnumerateObject()));
        });
    }

    [Theory]
    [InlineData("put /v1/services/{service}/instances/{id}", "RegistrationBody", "service,id")]
    [InlineData("put /v1/services/{service}/instances/{id}/heartbeat", "RegistrationBody", "service,id,generation")]
    [InlineData("delete /v1/services/{service}/instances/{id}", null, "service,id,generation,wait")]
    [InlineData("post /v1/heartbeats", "HeartbeatsBody", "")]
    [InlineData("put /v1/services/{service}/settings", "SettingsBody", "service")]
    [InlineData("post /v1/services/{service}/instances/{id}/reports", "ReportBody", "service,id")]
    [InlineData("put /v1/services/{service}/instances/{id}/override", "OverrideBody", "service,id,absent")]
    [InlineData("get /v1/services", null, "zone,group,version,health,limit,cursor")]
    public async Task Bodies_and_parameters_are_described(string name, string? body, string parameters)
    {
        JsonElement call = Operations(await DocumentAsync()).Single(call => call.Name == name).Operation;

        string[] names = call.TryGetProperty("parameters", out JsonElement list)
            ? [.. list.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()!)]
            : [];
        Assert.Equal(parameters.Split(',', StringSplitOptions.RemoveEmptyEntries), names);
        Assert.Equal(body is not null, call.TryGetProperty("requestBody", out JsonElement request));
        if (body is not null)
        {
            JsonElement schema = request.GetProperty("content").GetProperty("application/json").GetProperty("schema");
            Assert.Equal($"#/components/schemas/{body}", schema.GetProperty("$ref").GetString());
        }
    }

    [Fact]
    public async Task The_words_of_a_route_describe_it()
    {
        JsonElement call = Operations(await DocumentAsync()).Single(call => call.Name == "post /v1/registrations").Operation;

        Assert.Equal("Register many instances in one durable step", call.GetProperty("summary").GetString());
        Assert.StartsWith("A list, or one object a line.", call.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["application/json", "application/x-ndjson"],
            call.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(content => content.Name));
    }

    [Fact]
    public async Task Schemas_say_what_fields_mean_and_which_values_they_take()
    {
        JsonElement schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");

        JsonElement fields = schemas.GetProperty("RegistrationBody").GetProperty("properties");
        Assert.Equal("integer", fields.GetProperty("port").GetProperty("type").GetString());
        Assert.Equal(65_535, fields.GetProperty("port").GetProperty("maximum").GetInt32());
        Assert.Equal("The main port.", fields.GetProperty("port").GetProperty("description").GetString());
        Assert.Equal("default", fields.GetProperty("zone").GetProperty("default").GetString());
        Assert.Equal("boolean", fields.GetProperty("static").GetProperty("type").GetString());
        Assert.Equal(2, schemas.GetProperty("PortBody").GetProperty("oneOf").GetArrayLength());
        Assert.Equal(
            ["none", "srv", "all"],
            schemas.GetProperty("SettingsBody").GetProperty("properties").GetProperty("zoneFallback").GetProperty("enum")
                .EnumerateArray().Select(value => value.GetString()!));
    }

    private static async Task<JsonElement> DocumentAsync()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        Answer answer = await api.GetAsync("/openapi/v1.json");
        return answer.Json;
    }

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name} {path.Name}", operation.Value);
}
