using DnsRegistry.Wire.Names;
using DnsRegistry.Zones.Static.MasterFile;

namespace DnsRegistry.Zones.Static;

/// <summary>Loads every zone file of a folder, or says everything that is wrong with them.</summary>
public static class ZoneFolder
{
    /// <summary>Reads all <c>*.zone</c> files of a folder, not those of folders in it: they may be included ones.</summary>
    /// <param name="path">The folder; one that does not exist has no zones.</param>
    /// <param name="suffixes">The apexes of the registry's own zones: files of these names add records to them.</param>
    public static ZoneFolderResult Load(string path, IReadOnlySet<DomainName> suffixes)
    {
        ArgumentNullException.ThrowIfNull(suffixes);
        var zones = new List<StaticZone>();
        var overlays = new List<StaticRecords>();
        var faults = new List<ZoneFileFault>();
        var fileOf = new Dictionary<DomainName, string>();
        foreach (string file in FilesOf(path, faults))
        {
            MasterFileResult read = MasterFileReader.Read(file, suffixes.Contains);
            faults.AddRange(read.Faults);
            if (read.Content is not ZoneContent content)
                continue;

            if (!fileOf.TryAdd(content.Apex, file))
                faults.Add(new ZoneFileFault(file, 1, 1, $"the zone {content.Apex} is already in {fileOf[content.Apex]}"));
            else if (suffixes.Contains(content.Apex))
                overlays.Add(new StaticRecords(content));
            else
                zones.Add(new StaticZone(content));
        }

        return faults.Count > 0 ? new ZoneFolderResult([], [], faults) : new ZoneFolderResult(zones, overlays, []);
    }

    /// <summary>The files in the order of their names, so that faults come in the same order on every machine.</summary>
    private static IReadOnlyList<string> FilesOf(string path, List<ZoneFileFault> faults)
    {
        try
        {
            return Directory.Exists(path)
                ? [.. Directory.EnumerateFiles(path, "*" + MasterFileReader.Extension).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            faults.Add(new ZoneFileFault(path, 0, 0, exception.Message));
            return [];
        }
    }
}
