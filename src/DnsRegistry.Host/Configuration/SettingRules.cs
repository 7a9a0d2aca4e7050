using System.Net;
using DnsRegistry.Host.Access;
using DnsRegistry.Host.Tls;
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
            if (!IPAddress.IsLoopback(endPoint.Address) && !settings.Http.AllowAnonymous && !HasTokens(settings))
            {
                faults.Add(new SettingFault(
                    binder.OriginOf(SettingTable.HttpListen),
                    SettingTable.HttpListen,
                    $"'{endPoint}' is not a loopback address: whoever reaches it could register and deregister services; "
                    + "listen on 127.0.0.1 or [::1], make a token with 'dnsregistry token add', or set Http:AllowAnonymous to true "
                    + "if that is what you want"));
            }
        }

        TlsMaterial.Load(settings.Http.Tls, (key, message) => faults.Add(new SettingFault(binder.OriginOf(key), key, message)));
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

    /// <summary>Whether callers have to show a token. What is wrong with the file of tokens is said by whoever loads it.</summary>
    private static bool HasTokens(ServerSettings settings)
    {
        var faults = new List<SettingFault>();
        return TokenFile.Read(settings.DataFolder, faults).Count + faults.Count > 0;
    }
}
