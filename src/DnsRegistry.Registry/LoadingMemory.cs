using System.Runtime;
using DnsRegistry.Registry.Interop;

namespace DnsRegistry.Registry;

/// <summary>
/// Lets a large registry be loaded without garbage collections and in large pages, then tells the collector once, before
/// anything is answered, what is old now. Nearly everything that is read stays, so each collection on the way would go through
/// all that is new and find nothing: with a million instances that was half of the time of a start.
/// </summary>
internal sealed class LoadingMemory : IDisposable
{
    private const int WorthwhileCount = 50_000;

    // What loading an instance takes, its leftovers included, with room for metadata. Only what is used is really taken.
    private const long OctetsPerInstance = 1_200;

    private readonly LargePages? _pages = LargePages.ForHeap();
    private bool _isEnded;

    private LoadingMemory()
    {
    }

    /// <summary>Begins.</summary>
    /// <param name="count">About how many instances will come.</param>
    /// <returns>Null where it is not worthwhile, or memory is short: then collections go on as ever.</returns>
    internal static LoadingMemory? For(int count)
    {
        long octets = count * OctetsPerInstance;
        if (count < WorthwhileCount || octets > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2)
            return null;

        try
        {
            return GC.TryStartNoGCRegion(octets) ? new LoadingMemory() : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null; // more than the collector may have in this process
        }
    }

    /// <summary>Goes back to collecting as ever. What was loaded is old from now on.</summary>
    public void Dispose()
    {
        if (_isEnded)
            return;

        _isEnded = true;

        // With large metadata the room is not enough; then the collector has ended this by itself.
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            GC.EndNoGCRegion();

        // Each of the first two makes what was loaded a generation older. Without the second, the first collection that comes
        // along would go through all of it once more, while DNS waits for half a second. It also closes the gaps that loading left,
        // a fifth of the heap; to do so in the first, among the leftovers, would take twice as long.
        GC.Collect(0, GCCollectionMode.Forced, blocking: true, compacting: false);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);

        // To the collector all of it is growth, and a reason for another full collection at the next occasion. In the background
        // that costs nobody anything now; then, beside changes, it may be a blocking one of a second, since the collector falls
        // back to that when the thread for it, which it has yet to make, does not come to run at once.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false, compacting: false);
        _pages?.Dispose();
    }
}
