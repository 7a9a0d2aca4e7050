using System.Buffers;

namespace DnsRegistry.Api.Heartbeats;

/// <summary>
/// A growing list of heartbeats in borrowed memory: a bulk call has tens of thousands. Dispose it to give the memory back.
/// </summary>
internal sealed class HeartbeatList : IDisposable
{
    private const int FirstCapacity = 1024;

    private Heartbeat[] _items = ArrayPool<Heartbeat>.Shared.Rent(FirstCapacity);

    /// <summary>Heartbeats in the list.</summary>
    public int Count { get; private set; }

    /// <summary>A heartbeat of the list.</summary>
    public ref readonly Heartbeat this[int index] => ref _items[index];

    /// <summary>Appends a heartbeat.</summary>
    public void Add(in Heartbeat heartbeat)
    {
        if (Count == _items.Length)
            Grow();
        _items[Count++] = heartbeat;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Return(_items);
        _items = [];
        Count = 0;
    }

    private void Grow()
    {
        Heartbeat[] larger = ArrayPool<Heartbeat>.Shared.Rent(Count * 2);
        _items.AsSpan(0, Count).CopyTo(larger);
        Return(_items);
        _items = larger;
    }

    // Cleared, so that the pool does not keep the texts of the last call alive.
    private static void Return(Heartbeat[] items) => ArrayPool<Heartbeat>.Shared.Return(items, clearArray: true);
}
