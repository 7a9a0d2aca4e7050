namespace DnsRegistry.Host.Composition;

/// <summary>What the garbage collector tells about the collections of all generations.</summary>
/// <param name="Begun">How many have begun.</param>
/// <param name="LastEnded">The index of the last one that is over; 0 if there was none.</param>
/// <param name="OldOctetsAfterLast">What old objects took when it was over.</param>
/// <param name="OldOctets">What they take now.</param>
internal readonly record struct CollectorState(long Begun, long LastEnded, long OldOctetsAfterLast, long OldOctets)
{
    /// <summary>Asks the runtime.</summary>
    /// <param name="requests">Requests for time without collections, which it counts as collections of all generations.</param>
    internal static CollectorState Read(long requests)
    {
        GCMemoryInfo background = GC.GetGCMemoryInfo(GCKind.Background);
        GCMemoryInfo blocking = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        GCMemoryInfo last = background.Index > blocking.Index ? background : blocking;
        return new CollectorState(
            GC.CollectionCount(GC.MaxGeneration) - requests, last.Index, OldOctetsOf(last), OldOctetsOf(GC.GetGCMemoryInfo(GCKind.Any)));
    }

    /// <summary>What the second generation and the large objects take, without the holes between them.</summary>
    private static long OldOctetsOf(GCMemoryInfo info)
    {
        long octets = 0;
        for (int generation = GC.MaxGeneration; generation < Math.Min(info.GenerationInfo.Length, GC.MaxGeneration + 2); generation++)
            octets += info.GenerationInfo[generation].SizeAfterBytes - info.GenerationInfo[generation].FragmentationAfterBytes;
        return octets;
    }
}
