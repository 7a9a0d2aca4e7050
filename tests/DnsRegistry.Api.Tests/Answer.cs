using System.Net;
using System.Text.Json;

namespace DnsRegistry.Api.Tests;

/// <summary>One HTTP answer, read whole.</summary>
internal sealed record Answer(
    HttpStatusCode Status, string? ContentType, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));

    /// <summary>Asserts that this is a problem of RFC 9457 with this name.</summary>
    public JsonElement AssertProblem(HttpStatusCode status, string name)
    {
        Assert.True(status == Status, $"{(int)Status} {Text}");
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal($"urn:dnsregistry:problem:{name}", Json.GetProperty("type").GetString());
        Assert.Equal((int)status, Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(Json.GetProperty("title").GetString()!);
        return Json;
    }

    /// <summary>Asserts that the request was refused for exactly these fields.</summary>
    public void AssertFaults(params string[] fields)
    {
        JsonElement problem = AssertProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(fields, problem.GetProperty("errors").EnumerateObject().Select(field => field.Name));
        Assert.All(problem.GetProperty("errors").EnumerateObject(), field => Assert.NotEqual(0, field.Value.GetArrayLength()));
    }
}
