using System.Net.ServerSentEvents;
using System.Text.Json;

namespace DnsRegistry.Api.Tests.Watch;

/// <summary>What one client of the churn knows of the service <c>web</c>, by what it was told.</summary>
/// <param name="query">What it asks for.</param>
internal sealed class ChurnWatcher(string query)
{
    private readonly SortedDictionary<string, long> _generations = new(StringComparer.Ordinal);
    private readonly List<long> _ids = [];

    /// <summary>The index of its list.</summary>
    public long Index { get; private set; }

    /// <summary>The last event that it got, of whatever service.</summary>
    public long LastId { get; private set; }

    /// <summary>How often it connected.</summary>
    public int Connections { get; private set; }

    /// <summary>The ids of the events about the service, in the order they came.</summary>
    public IReadOnlyList<long> Ids => _ids;

    /// <summary>The instances and their generations.</summary>
    public IEnumerable<(string Id, long Generation)> Known => _generations.Select(known => (known.Key, known.Value));

    /// <summary>Takes the list.</summary>
    public void Begin(JsonElement list)
    {
        Index = LastId = list.GetProperty("index").GetInt64();
        foreach (JsonElement instance in list.GetProperty("items").EnumerateArray())
            _generations[instance.GetProperty("id").GetString()!] = instance.GetProperty("generation").GetInt64();
    }

    /// <summary>Connects: first from the list, later where it was cut off.</summary>
    public Task<WatchClient> ConnectAsync(HttpClient client)
    {
        string since = (query.Length == 0 ? "?" : query + "&") + $"since={Index}";
        return WatchClient.OpenAsync(client, since, Connections++ == 0 ? null : LastId);
    }

    /// <summary>Takes an event.</summary>
    public void Take(SseItem<string> item)
    {
        LastId = long.Parse(item.EventId!, null);
        JsonElement data = JsonElement.Parse(item.Data);
        if (data.GetProperty("service").GetString() != "web")
            return;

        _ids.Add(LastId);
        if (item.EventType == "removed")
            _generations.Remove(data.GetProperty("id").GetString()!);
        else if (item.EventType is "registered" or "changed")
            _generations[data.GetProperty("id").GetString()!] = data.GetProperty("generation").GetInt64();
    }
}
