using DnsRegistry.Wire.Names;
using DnsRegistry.Zones.Static;
using DnsRegistry.Zones.Static.MasterFile;

namespace DnsRegistry.Host.Configuration;

/// <summary>Settings and zone files, read together: what a start, a check and a reload have in common.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Values">What is set, by key, as one text each: to see what a reload changes.</param>
/// <param name="Zones">The zones from files.</param>
internal sealed record LoadedConfiguration(
    ServerSettings Settings, IReadOnlyDictionary<string, string> Values, ZoneFolderResult Zones)
{
    /// <summary>Reads and checks everything.</summary>
    /// <param name="arguments">What the command line says.</param>
    /// <param name="faults">Takes everything that is wrong, a line for each.</param>
    /// <returns>Null when anything is wrong.</returns>
    public static LoadedConfiguration? Load(ServerArguments arguments, ICollection<string> faults)
    {
        var settingFaults = new List<SettingFault>();
        (ServerSettings settings, IReadOnlyDictionary<string, string> values) = SettingsLoader.Load(arguments, settingFaults);
        foreach (SettingFault fault in settingFaults)
            faults.Add(fault.ToString());

        // A file of one of these names adds records to the registry's own zone.
        HashSet<DomainName> ownZones = [.. settings.Dns.Suffixes, .. settings.Dns.ReverseZones];
        ZoneFolderResult zones = ZoneFolder.Load(settings.ZoneFolder, ownZones);
        foreach (ZoneFileFault fault in zones.Faults)
            faults.Add(fault.ToString());

        return faults.Count == 0 ? new LoadedConfiguration(settings, values, zones) : null;
    }
}
