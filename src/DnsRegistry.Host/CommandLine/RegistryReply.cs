using System.Net;
using System.Text.Json.Nodes;

namespace DnsRegistry.Host.CommandLine;

/// <summary>What the server answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON object of the body; empty when there was none.</param>
internal sealed record RegistryReply(HttpStatusCode Status, JsonObject Body)
{
    /// <summary>Whether it did what was asked.</summary>
    public bool IsGood => (int)Status is >= 200 and < 300;

    /// <summary>When trying again may help, where the server says so.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A text or number of the body as text; empty when it is not there.</summary>
    public string this[string field] => Body[field]?.ToString() ?? "";

    /// <summary>What an instance in the body says of its lease, as half a sentence.</summary>
    public string Lease => this["leaseEndsAt"] is { Length: > 0 } end ? $"the lease ends at {end}" : "it needs no heartbeats";

    /// <summary>Says why the server refused: the problem (RFC 9457), then a line for each fault of a field.</summary>
    public async Task WriteProblemAsync(TextWriter error)
    {
        await error.WriteLineAsync($"refused with status {(int)Status}: {this["title"]}. {this["detail"]}".TrimEnd());
        if (Body["errors"] is not JsonObject fields)
            return;

        foreach ((string field, JsonNode? messages) in fields)
        {
            foreach (JsonNode? message in messages as JsonArray ?? [])
                await error.WriteLineAsync($"  {field}: {message}");
        }
    }
}
