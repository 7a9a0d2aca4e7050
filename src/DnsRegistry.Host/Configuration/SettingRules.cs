using System.Net;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Host.Configuration;

/// <summary>The rules that span more than one value.</summary>
internal static class SettingRules
{
    /// <summary>Checks the settings that all sources together give.</summary>
    public static void Check(SettingBinder binder, ICollection<SettingFault> faults)
    {
        ServerSettings settings = binder.Settings;
        foreach (IPEndPoint endPoint in settings.Http.Listen)
        {
            if (!IPAddress.IsLoopback(endPoint.Address) && !settings.Http.AllowAnonymous)
            {
                faults.Add(new SettingFault(
                    binder.OriginOf(SettingTable.HttpListen),
                    SettingTable.HttpListen,
                    $"'{endPoint}' is not a loopback address: whoever reaches it could register and deregister services; "
                    + "listen on 127.0.0.1 or [::1], or set Http:AllowAnonymous to true if that is what you want"));
            }
        }

        foreach (DomainName reverse in settings.Dns.ReverseZones.Intersect(settings.Dns.Suffixes))
        {
            faults.Add(new SettingFault(
                binder.OriginOf(SettingTable.DnsReverseZones),
                SettingTable.DnsReverseZones,
                $"'{reverse}' is a suffix already; a zone is one or the other"));
        }

        if (binder.IsSet(SettingTable.ZoneFiles) && !Directory.Exists(settings.ZoneFolder))
        {
            faults.Add(new SettingFault(
                binder.OriginOf(SettingTable.ZoneFiles),
                SettingTable.ZoneFiles,
                $"the folder '{settings.ZoneFolder}' does not exist"));
        }
    }
}
