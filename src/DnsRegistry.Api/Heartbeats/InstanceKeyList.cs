using System.Buffers;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Api.Heartbeats;

/// <summary>A growing list of keys in borrowed memory: a bulk call has tens of thousands. Dispose it to give the memory back.</summary>
internal sealed class InstanceKeyList : IDisposable
{
    private const int FirstCapacity = 1024;

    private InstanceKey[] _keys = ArrayPool<InstanceKey>.Shared.Rent(FirstCapacity);

    /// <summary>Keys in the list.</summary>
    public int Count { get; private set; }

    /// <summary>A key of the list.</summary>
    public ref readonly InstanceKey this[int index] => ref _keys[index];

    /// <summary>Appends a key.</summary>
    public void Add(InstanceKey key)
    {
        if (Count == _keys.Length)
            Grow();
        _keys[Count++] = key;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Return(_keys);
        _keys = [];
        Count = 0;
    }

    private void Grow()
    {
        InstanceKey[] larger = ArrayPool<InstanceKey>.Shared.Rent(Count * 2);
        _keys.AsSpan(0, Count).CopyTo(larger);
        Return(_keys);
        _keys = larger;
    }

    // Cleared, so that the pool does not keep the texts of the last call alive.
    private static void Return(InstanceKey[] keys) => ArrayPool<InstanceKey>.Shared.Return(keys, clearArray: true);
}
