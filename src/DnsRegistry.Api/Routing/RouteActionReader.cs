using System.Net;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Api.Routing;

/// <summary>Reads <c>action</c>: exactly one of the things that a rule can do.</summary>
internal static class RouteActionReader
{
    private static readonly KnownFields s_fields = new("version", "group", "pin", "preferZone", "block", "fault", "mirror");
    private static readonly KnownFields s_mirrorFields = new("to");

    /// <summary>Stands for an action that could not be read.</summary>
    public static RouteAction StandIn { get; } = RouteAction.ToVersion("x");

    /// <summary>Reads the object under the cursor.</summary>
    public static RouteAction Read(ref StrictReader reader, string path)
    {
        if (!reader.TryOpenObject(path))
            return StandIn;

        RouteAction action = StandIn;
        int kinds = 0;
        uint seen = 0;
        while (reader.NextField(s_fields, path + ".", ref seen, out int field))
        {
            kinds++;
            action = ReadKind(ref reader, (RouteActionKind)field, $"{path}.{s_fields[field]}") ?? StandIn;
        }

        if (kinds != 1)
            reader.Add(path, "needs exactly one of version, group, pin, preferZone, block, fault and mirror");
        return action;
    }

    /// <summary>Reads a list of addresses; those that are none are left out.</summary>
    /// <returns>Null when something was wrong, so that it is not reported once more.</returns>
    public static List<IPAddress>? ReadAddresses(ref StrictReader reader, string path)
    {
        if (!reader.TryOpenList(path))
            return null;

        List<IPAddress> addresses = [];
        bool isGood = true;
        for (int i = 0; reader.NextItem(); i++)
        {
            string at = $"{path}[{i}]";
            string? text = reader.ReadText(at);
            string? fault = text is null ? null : AddressText.FaultOf(text, out IPAddress address) ?? Add(addresses, address);
            if (fault is not null)
                reader.Add(at, fault);
            isGood &= text is not null && fault is null;
        }

        return isGood ? addresses : null;
    }

    /// <summary>Reads one of some words.</summary>
    public static T? ReadWord<T>(ref StrictReader reader, string path, IReadOnlyDictionary<string, T> words)
        where T : struct, Enum
    {
        if (reader.ReadText(path) is not string text)
            return null;
        if (words.TryGetValue(text, out T value))
            return value;

        reader.Add(path, $"'{text}' is none of {string.Join(", ", words.Keys)}");
        return null;
    }

    private static RouteAction? ReadKind(ref StrictReader reader, RouteActionKind kind, string path) => kind switch
    {
        RouteActionKind.Version => ReadLabel(ref reader, path) is string version ? RouteAction.ToVersion(version) : null,
        RouteActionKind.Group => ReadLabel(ref reader, path) is string group ? RouteAction.ToGroup(group) : null,
        RouteActionKind.PreferZone => ReadLabel(ref reader, path) is string zone ? RouteAction.Prefer(zone) : null,
        RouteActionKind.Pin => ReadAddresses(ref reader, path) is { } addresses ? RouteAction.ToAddresses(addresses) : null,
        RouteActionKind.Block => ReadWord(ref reader, path, RouteWords.Blocks) is BlockAnswer block ? RouteAction.Blocking(block) : null,
        RouteActionKind.Fault => RouteFaultReader.Read(ref reader, path) is { } fault ? RouteAction.Failing(fault) : null,
        _ => ReadMirror(ref reader, path),
    };

    private static RouteAction? ReadMirror(ref StrictReader reader, string path)
    {
        if (!reader.TryOpenObject(path))
            return null;

        RouteAction? action = null;
        uint seen = 0;
        while (reader.NextField(s_mirrorFields, path + ".", ref seen, out _))
        {
            string at = $"{path}.to";
            if (reader.ReadText(at) is not string text)
                continue;
            if (NetworkText.FaultOfEndPoint(text, out IPEndPoint server) is string fault)
                reader.Add(at, fault);
            else
                action = RouteAction.MirroringTo(server);
        }

        if (seen == 0)
            reader.Add($"{path}.to", "is missing: the address and port of the DNS server that gets the copies");
        return action;
    }

    private static string? ReadLabel(ref StrictReader reader, string path) =>
        reader.ReadText(path) is string text ? LabelText.Lower(text) : null;

    private static string? Add(List<IPAddress> addresses, IPAddress address)
    {
        if (addresses.Contains(address))
            return $"'{address}' is given twice";

        addresses.Add(address);
        return null;
    }
}
