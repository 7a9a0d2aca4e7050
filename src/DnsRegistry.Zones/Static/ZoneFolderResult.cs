using DnsRegistry.Zones.Static.MasterFile;

namespace DnsRegistry.Zones.Static;

/// <summary>What a folder of zone files holds. With a single fault anywhere there are no zones: never half of them.</summary>
/// <param name="Zones">Zones of their own.</param>
/// <param name="Overlays">Records that lie over the registry's zones, one entry for each apex.</param>
/// <param name="Faults">Everything that is wrong, file by file; empty when all is well.</param>
public sealed record ZoneFolderResult(
    IReadOnlyList<StaticZone> Zones, IReadOnlyList<StaticRecords> Overlays, IReadOnlyList<ZoneFileFault> Faults)
{
    /// <summary>Whether every file could be read.</summary>
    public bool IsSuccess => Faults.Count == 0;
}
