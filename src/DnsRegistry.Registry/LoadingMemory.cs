using System.Runtime;

namespace DnsRegistry.Registry;

/// <summary>
/// Lets a large registry be loaded without garbage collections, then cleans up once, before anything is answered. Nearly
/// everything that is read stays, so each collection on the way goes through all that is new and finds nothing: with a
/// million instances that was half of the time of a start.
/// </summary>
internal sealed class LoadingMemory : IDisposable
{
    private const int WorthwhileCount = 50_000;

    // What loading an instance takes, its leftovers included, with room for metadata. Only what is used is really taken.
    private const long OctetsPerInstance = 1_200;

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

    /// <summary>Goes back to collecting as ever, and gives back what is left over.</summary>
    public void Dispose()
    {
        if (_isEnded)
            return;

        _isEnded = true;

        // With large metadata the room is not enough; then the collector has ended this by itself.
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            GC.EndNoGCRegion();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
