using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests.Clients;

/// <summary>
/// Clients that write all the time, each to a service of its own and in every way there is, until they are not answered any more:
/// an instance, its override, the settings and route rules of the service, several instances at once, and one that is
/// registered and taken out. What was acknowledged last is remembered.
/// </summary>
internal sealed class BusyWriters
{
    private const int Writers = 6;
    private const int KeptByEach = 5;
    private const int BulkItems = 3;

    /// <summary>Numbers are ports and TTLs, too.</summary>
    private const int MostNumbers = 3600;

    private readonly ConcurrentDictionary<string, int> _acknowledged = new();
    private readonly ConcurrentQueue<string> _gone = new();
    private readonly ServerProcess _server;
    private readonly int _first;
    private int _count;

    /// <summary>They begin at once.</summary>
    /// <param name="server">The server.</param>
    /// <param name="first">The number of the first write of each; those of a later round go on behind the earlier ones.</param>
    public BusyWriters(ServerProcess server, int first = 1)
    {
        (_server, _first) = (server, first);
        Stopped = Task.WhenAll(Enumerable.Range(0, Writers).Select(WriteAsync));
    }

    /// <summary>Ends when no writer is answered any more.</summary>
    public Task Stopped { get; }

    /// <summary>Writes acknowledged so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A number that none of them has come to.</summary>
    public int Next => _acknowledged.Values.DefaultIfEmpty(_first).Max() + 2;

    /// <summary>Waits until this many were acknowledged, and each writer has had its turn.</summary>
    public Task ReachAsync(int count) => Eventually.TrueAsync(
        () => Task.FromResult(Count >= count && _acknowledged.Count == KeptByEach * Writers && _gone.Count >= Writers),
        $"{count} acknowledged writes");

    /// <summary>Every acknowledged write is there, or the one that came after it and was not acknowledged any more.</summary>
    public async Task AssertNothingIsLostAsync(ServerProcess server)
    {
        await Task.WhenAll(_acknowledged.Select(async kept =>
        {
            JsonObject found = await server.GetAsync(kept.Key);
            if (found["items"] is JsonArray items)
            {
                // One call, one step: all of its items, or none.
                Assert.Equal(BulkItems, items.Count);
                Assert.Single(items.Select(item => (int)item!["port"]!).Distinct());
            }

            Assert.InRange(NumberIn(found), kept.Value, kept.Value + 1);
        }));
        await Task.WhenAll(_gone.Select(async path =>
        {
            using HttpResponseMessage response = await server.Client.GetAsync(
                new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }));
    }

    private static int NumberIn(JsonObject found) => found["rules"]?[0]!["name"] is JsonNode name
        ? int.Parse((string)name!, CultureInfo.InvariantCulture)
        : (int)(found["items"]?[0]!["port"] ?? found["port"] ?? found["weight"] ?? found["ttlSeconds"])!;

    private async Task WriteAsync(int writer)
    {
        string service = $"/v1/services/s{writer}";
        string instance = service + "/instances/a";
        string passing = service + "/instances/passing";
        string address = $"10.0.0.{writer}";
        for (int number = _first; number <= MostNumbers; number++)
        {
            string body = $$"""{"addresses":["{{address}}"],"port":{{number}},"static":true}""";
            bool isKept = await TryAsync(HttpMethod.Put, instance, body, instance, number)
                && await TryAsync(HttpMethod.Put, instance + "/override", $$"""{"weight":{{number}}}""", instance + "/override", number)
                && await TryAsync(HttpMethod.Put, service + "/settings", $$"""{"ttlSeconds":{{number}}}""", service + "/settings", number)
                && await TryAsync(HttpMethod.Put, service + "/routes", Rules(number), service + "/routes", number)
                && await TryAsync(
                    HttpMethod.Post, "/v1/registrations", Bulk($"b{writer}", body), $"/v1/services/b{writer}/instances", number)
                && await TryAsync(HttpMethod.Put, $"{passing}{number}", body, null, number)
                && await TryAsync(HttpMethod.Delete, $"{passing}{number}", null, null, number);
            if (!isKept)
                return;

            _gone.Enqueue($"{passing}{number}");
        }
    }

    private static string Rules(int number) => $$$"""{"rules":[{"name":"{{{number}}}","action":{"version":"v2"}}]}""";

    private static string Bulk(string service, string body) => string.Join('\n', Enumerable.Range(0, BulkItems)
        .Select(item => $$"""{"service":"{{service}}","id":"i{{item}}",{{body[1..]}}"""));

    /// <param name="method">How to write.</param>
    /// <param name="path">Where to.</param>
    /// <param name="json">What.</param>
    /// <param name="kept">Where it can be read again; null when it will be taken back.</param>
    /// <param name="number">What is read there.</param>
    private async Task<bool> TryAsync(HttpMethod method, string path, string? json, string? kept, int number)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            request.Content = json is null ? null : new StringContent(json);
            using HttpResponseMessage response = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            if (!response.IsSuccessStatusCode)
                return false;
        }
        catch (HttpRequestException)
        {
            return false; // it was not acknowledged: it may be there or not
        }

        if (kept is not null)
            _acknowledged[kept] = number;
        Interlocked.Increment(ref _count);
        return true;
    }
}
