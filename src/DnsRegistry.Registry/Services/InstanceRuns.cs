using System.Numerics;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Services;

/// <summary>
/// Room for the instances of many services, run by run in a few large arrays. A garbage collection visits each place in old memory
/// that was written to. In a large array it finds the place at once; to find a small one it goes through the objects before it, up
/// to 4 KiB, which among a million instances are in no cache. A list of its own for each service made a collection twice as long.
/// Writer only; what lies in a run is its holder's.
/// </summary>
internal sealed class InstanceRuns
{
    private const int ShortestOrder = 2;
    private const int SmallestChunkOrder = 9;
    private const int LargestChunkOrder = 18;

    /// <summary>Runs that nobody holds, by the binary logarithm of their length.</summary>
    private readonly Stack<ArraySegment<ServiceInstance>>[] _free = [.. Enumerable.Range(0, LargestChunkOrder + 1)
        .Select(_ => new Stack<ArraySegment<ServiceInstance>>())];

    private int _nextChunkOrder = SmallestChunkOrder;

    /// <summary>Takes a run for this many instances or more. Nothing is in it.</summary>
    internal ArraySegment<ServiceInstance> Rent(int count)
    {
        int order = Math.Max(ShortestOrder, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)count)));
        if (order >= LargestChunkOrder)
            return new ServiceInstance[1 << order];

        int found = order;
        while (found < _free.Length && _free[found].Count == 0)
            found++;
        ArraySegment<ServiceInstance> run = found < _free.Length ? _free[found].Pop() : NewChunk(order);
        while (run.Count > 1 << order)
        {
            int half = run.Count / 2;
            _free[BitOperations.Log2((uint)half)].Push(run[half..]);
            run = run[..half];
        }

        return run;
    }

    /// <summary>Gives a run back; null where none was taken. Nobody looks into it any more.</summary>
    internal void Return(ArraySegment<ServiceInstance> run)
    {
        int order = BitOperations.Log2((uint)run.Count);
        if (run.Count == 0 || order >= LargestChunkOrder)
            return;

        run.AsSpan().Clear();
        _free[order].Push(run);
    }

    /// <summary>Each is twice as large as the one before: a small registry needs little, and a large one few.</summary>
    private ServiceInstance[] NewChunk(int order)
    {
        int chunkOrder = Math.Max(order, _nextChunkOrder);
        _nextChunkOrder = Math.Min(chunkOrder + 1, LargestChunkOrder);
        return new ServiceInstance[1 << chunkOrder];
    }
}
