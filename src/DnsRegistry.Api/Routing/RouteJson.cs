using System.Net;
using System.Text.Json;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Api.Routing;

/// <summary>Writes route rules, so that what was got can be changed and put again.</summary>
internal static class RouteJson
{
    /// <summary>Writes the whole answer of a call.</summary>
    public static void Write(Utf8JsonWriter writer, RouteListAnswer answer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("revision"u8, answer.Routes.Revision);
        WriteRules(writer, answer.Routes.Rules);
        writer.WriteStartArray("warnings"u8);
        foreach (string warning in answer.Warnings)
            writer.WriteStringValue(warning);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes an object that can be put; null where there are no rules.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<RouteRule>? rules)
    {
        if (rules is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        WriteRules(writer, rules);
        writer.WriteEndObject();
    }

    /// <summary>Writes the field with all rules.</summary>
    public static void WriteRules(Utf8JsonWriter writer, IReadOnlyList<RouteRule> rules)
    {
        writer.WriteStartArray("rules"u8);
        foreach (RouteRule rule in rules)
            Write(writer, rule);
        writer.WriteEndArray();
    }

    /// <summary>Writes one rule.</summary>
    public static void Write(Utf8JsonWriter writer, RouteRule rule)
    {
        writer.WriteStartObject();
        if (rule.Name is not null)
            writer.WriteString("name"u8, rule.Name);
        if (!rule.Match.Equals(RouteMatch.Always))
            Write(writer, rule.Match);
        writer.WriteStartObject("action"u8);
        Write(writer, rule.Action);
        writer.WriteEndObject();
        if (rule.IsForced)
            writer.WriteBoolean("force"u8, true);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RouteMatch match)
    {
        writer.WriteStartObject("match"u8);
        if (match.Clients.Count > 0)
        {
            writer.WriteStartArray("client"u8);
            foreach (IPNetwork network in match.Clients)
                writer.WriteStringValue(network.ToString());
            writer.WriteEndArray();
        }

        if (match.Zones.Count > 0)
        {
            writer.WriteStartArray("zone"u8);
            foreach (string zone in match.Zones)
                writer.WriteStringValue(zone);
            writer.WriteEndArray();
        }

        if (match.Percent is double percent)
            writer.WriteNumber("percent"u8, percent);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RouteAction action)
    {
        switch (action.Kind)
        {
            case RouteActionKind.Version:
                writer.WriteString("version"u8, action.Label);
                break;
            case RouteActionKind.Group:
                writer.WriteString("group"u8, action.Label);
                break;
            case RouteActionKind.PreferZone:
                writer.WriteString("preferZone"u8, action.Label);
                break;
            case RouteActionKind.Pin:
                WriteAddresses(writer, "pin", action.Pinned);
                break;
            case RouteActionKind.Block:
                writer.WriteString("block"u8, WordFor(RouteWords.Blocks, action.Block));
                break;
            case RouteActionKind.Fault:
                Write(writer, action.Fault!);
                break;
            case RouteActionKind.Mirror:
                writer.WriteStartObject("mirror"u8);
                writer.WriteString("to"u8, action.MirrorTo!.ToString());
                writer.WriteEndObject();
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, FaultInjection fault)
    {
        writer.WriteStartObject("fault"u8);
        writer.WriteString("kind"u8, WordFor(RouteWords.Faults, fault.Kind));
        if (fault.Kind == FaultKind.Delay)
            writer.WriteNumber("delayMs"u8, fault.DelayMilliseconds);
        if (fault.Kind == FaultKind.Address)
            WriteAddresses(writer, "addresses", fault.Addresses);
        if (fault.Until is DateTimeOffset until)
            writer.WriteString("until"u8, until.UtcDateTime);
        writer.WriteEndObject();
    }

    private static void WriteAddresses(Utf8JsonWriter writer, string name, IReadOnlyList<IPAddress> addresses)
    {
        writer.WriteStartArray(name);
        foreach (IPAddress address in addresses)
            writer.WriteStringValue(address.ToString());
        writer.WriteEndArray();
    }

    private static string WordFor<T>(IReadOnlyDictionary<string, T> words, T value)
        where T : struct, Enum => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Key;
}
