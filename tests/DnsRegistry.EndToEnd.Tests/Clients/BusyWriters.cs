using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests.Clients;

/// <summary>
/// Clients that write all the time, each to an instance, its override and the settings of a service of its own, until they are
/// not answered any more. What was acknowledged last is remembered.
/// </summary>
internal sealed class BusyWriters
{
    private const int Writers = 6;

    private readonly ConcurrentDictionary<string, int> _acknowledged = new();
    private readonly ServerProcess _server;
    private int _count;

    public BusyWriters(ServerProcess server)
    {
        _server = server;
        Stopped = Task.WhenAll(Enumerable.Range(0, Writers).Select(WriteAsync));
    }

    /// <summary>Ends when no writer is answered any more.</summary>
    public Task Stopped { get; }

    /// <summary>Writes acknowledged so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Waits until this many were acknowledged, and each writer has had its turn.</summary>
    public Task ReachAsync(int count) => Eventually.TrueAsync(
        () => Task.FromResult(Count >= count && _acknowledged.Count == 3 * Writers), $"{count} acknowledged writes");

    /// <summary>Every acknowledged write is there, or the one that came after it and was not acknowledged any more.</summary>
    public async Task AssertNothingIsLostAsync(ServerProcess server)
    {
        foreach ((string path, int number) in _acknowledged)
        {
            JsonObject found = await server.GetAsync(path);
            int kept = (int)(found["port"] ?? found["weight"] ?? found["ttlSeconds"])!;
            Assert.InRange(kept, number, number + 1);
        }
    }

    private async Task WriteAsync(int writer)
    {
        string service = $"/v1/services/s{writer}";
        string instance = service + "/instances/a";
        for (int number = 1; number <= 3600; number++)
        {
            bool isKept = await TryPutAsync(instance, $$"""{"addresses":["10.0.0.{{writer}}"],"port":{{number}},"static":true}""", number)
                && await TryPutAsync(instance + "/override", $$"""{"weight":{{number}}}""", number)
                && await TryPutAsync(service + "/settings", $$"""{"ttlSeconds":{{number}}}""", number);
            if (!isKept)
                return;
        }
    }

    private async Task<bool> TryPutAsync(string path, string json, int number)
    {
        try
        {
            using var body = new StringContent(json);
            using HttpResponseMessage response = await _server.Client.PutAsync(
                new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
            if (!response.IsSuccessStatusCode)
                return false;
        }
        catch (HttpRequestException)
        {
            return false; // it was not acknowledged: it may be there or not
        }

        _acknowledged[path] = number;
        Interlocked.Increment(ref _count);
        return true;
    }
}
