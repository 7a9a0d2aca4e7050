using System.Net;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Api.Routing;

/// <summary>Reads <c>match</c>: whose queries a rule is about.</summary>
internal static class RouteMatchReader
{
    private static readonly KnownFields s_fields = new("client", "zone", "percent");

    /// <summary>Reads the object under the cursor.</summary>
    public static RouteMatch Read(ref StrictReader reader, string path)
    {
        var match = new RouteMatch();
        if (!reader.TryOpenObject(path))
            return match;

        uint seen = 0;
        while (reader.NextField(s_fields, path + ".", ref seen, out int field))
        {
            string name = s_fields[field];
            string at = $"{path}.{name}";
            match = name switch
            {
                "client" => match with { Clients = ReadNetworks(ref reader, at) },
                "zone" => match with { Zones = ReadZones(ref reader, at) },
                _ => match with { Percent = reader.ReadNumber(at) },
            };
        }

        return match;
    }

    private static List<IPNetwork> ReadNetworks(ref StrictReader reader, string path)
    {
        List<IPNetwork> networks = [];
        if (!reader.TryOpenList(path))
            return networks;

        for (int i = 0; reader.NextItem(); i++)
        {
            string at = $"{path}[{i}]";
            if (reader.ReadText(at) is not string text)
                continue;
            if (NetworkText.FaultOf(text, out IPNetwork network) is string fault)
                reader.Add(at, fault);
            else
                networks.Add(network);
        }

        RefuseEmpty(ref reader, path, networks.Count);
        return networks;
    }

    private static List<string> ReadZones(ref StrictReader reader, string path)
    {
        List<string> zones = [];
        if (!reader.TryOpenList(path))
            return zones;

        for (int i = 0; reader.NextItem(); i++)
            zones.Add(reader.ReadText($"{path}[{i}]") is string text ? LabelText.Lower(text) : "x");
        RefuseEmpty(ref reader, path, zones.Count);
        return zones;
    }

    /// <summary>An empty list could mean nobody as well as everybody, so it is neither.</summary>
    private static void RefuseEmpty(ref StrictReader reader, string path, int count)
    {
        if (count == 0 && !reader.HasFaultAt(path))
            reader.Add(path, "must not be empty; leave it out where it does not matter");
    }
}
