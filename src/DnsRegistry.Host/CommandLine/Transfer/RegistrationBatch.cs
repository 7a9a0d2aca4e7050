using System.Text;
using System.Text.Json.Nodes;

namespace DnsRegistry.Host.CommandLine.Transfer;

/// <summary>Registrations that go to the server in one call, with the lines that they stand in.</summary>
internal sealed class RegistrationBatch
{
    // The server takes 1 MiB; a thousand at a time make a call that is quick, and a commit that is not too large.
    private const int MaxOctets = 900 * 1024;
    private const int MaxItems = 1000;

    private readonly List<(long Line, JsonObject Item, int Octets)> _items = [];
    private readonly HashSet<string> _keys = [];
    private int _octets;

    /// <summary>Whether there is nothing to send.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>The line of the first.</summary>
    public long FirstLine => _items[0].Line;

    /// <summary>The line of one.</summary>
    public long LineOf(int index) => _items[index].Line;

    /// <summary>Adds one, unless it belongs into the next call.</summary>
    public bool TryAdd(long line, JsonObject item)
    {
        int octets = Encoding.UTF8.GetByteCount(item.ToJsonString());
        string key = $"{item["service"]}/{item["id"]}";
        bool isFull = _items.Count == MaxItems || (_items.Count > 0 && _octets + octets > MaxOctets) || _keys.Contains(key);
        if (isFull)
            return false;

        _keys.Add(key);
        _items.Add((line, item, octets));
        _octets += octets + 1;
        return true;
    }

    /// <summary>Takes some out, by their place in the batch.</summary>
    public void Remove(IReadOnlySet<int> indexes)
    {
        for (int i = _items.Count - 1; i >= 0; i--)
        {
            if (indexes.Contains(i))
                _items.RemoveAt(i);
        }
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _items.Clear();
        _keys.Clear();
        _octets = 0;
    }

    /// <summary>The body of the call.</summary>
    public JsonArray ToBody() => [.. _items.Select(item => item.Item.DeepClone())];
}
