using DnsRegistry.Api.Access;
using DnsRegistry.Host.Access;
using DnsRegistry.Wire.Names;
using DnsRegistry.Zones.Static;
using DnsRegistry.Zones.Static.MasterFile;

namespace DnsRegistry.Host.Configuration;

/// <summary>Settings, tokens and zone files, read together: what a start, a check and a reload have in common.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Values">What is set, by key, as one text each: to see what a reload changes.</param>
/// <param name="Zones">The zones from files.</param>
internal sealed record LoadedConfiguration(
    ServerSettings Settings, IReadOnlyDictionary<string, string> Values, ZoneFolderResult Zones)
{
    /// <summary>The tokens that callers may show.</summary>
    public IReadOnlyList<AccessToken> Tokens { get; init; } = [];

    /// <summary>The zones that the registry answers itself. A file of one of these names only adds records.</summary>
    public IReadOnlySet<DomainName> OwnZones => OwnZonesOf(Settings.Dns);

    /// <summary>Reads and checks everything.</summary>
    /// <param name="arguments">What the command line says.</param>
    /// <param name="faults">Takes everything that is wrong, a line for each.</param>
    /// <param name="ownZones">The registry's zones of the server that runs, which a reload cannot change; null at a start.</param>
    /// <returns>Null when anything is wrong.</returns>
    public static LoadedConfiguration? Load(
        ServerArguments arguments, ICollection<string> faults, IReadOnlySet<DomainName>? ownZones = null)
    {
        var settingFaults = new List<SettingFault>();
        (ServerSettings settings, IReadOnlyDictionary<string, string> values) = SettingsLoader.Load(arguments, settingFaults);
        foreach (SettingFault fault in settingFaults)
            faults.Add(fault.ToString());

        ZoneFolderResult zones = ZoneFolder.Load(settings.ZoneFolder, ownZones ?? OwnZonesOf(settings.Dns));
        foreach (ZoneFileFault fault in zones.Faults)
            faults.Add(fault.ToString());

        var tokenFaults = new List<SettingFault>();
        IReadOnlyList<AccessToken> tokens = TokenFile.Read(settings.DataFolder, tokenFaults);
        foreach (SettingFault fault in tokenFaults)
            faults.Add(fault.ToString());

        return faults.Count == 0 ? new LoadedConfiguration(settings, values, zones) { Tokens = tokens } : null;
    }

    private static HashSet<DomainName> OwnZonesOf(DnsSettings dns) => [.. dns.Suffixes, .. dns.ReverseZones];
}
