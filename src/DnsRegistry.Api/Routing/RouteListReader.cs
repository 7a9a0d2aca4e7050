using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Api.Routing;

/// <summary>
/// Reads a whole list of route rules and finds everything that is wrong with it: first what the JSON shows, then what
/// <see cref="RouteListRules"/> says. A value that was refused is replaced by a valid stand-in, so that the rules do not
/// report it once more.
/// </summary>
internal sealed class RouteListReader
{
    // What GET answers can be PUT again: what an answer has beside the rules is left alone.
    private static readonly KnownFields s_fields = new("rules", "revision", "warnings");
    private static readonly KnownFields s_ruleFields = new("name", "match", "action", "force");

    private readonly List<RouteRule> _rules = [];
    private bool _hasRules;

    /// <summary>Reads a body.</summary>
    /// <returns>The rules; not to be used when there are faults.</returns>
    public static IReadOnlyList<RouteRule> Read(ReadOnlySpan<byte> json, List<FieldFault> faults)
    {
        var target = new RouteListReader();
        int before = faults.Count;
        bool isJson = StrictJson.Read(
            json, faults, target, static (ref StrictReader reader, RouteListReader target) => target.ReadObject(ref reader));
        if (isJson && !target._hasRules && faults.Count == before)
            faults.Add(new FieldFault("rules", "is missing"));
        if (isJson)
            RouteListRules.Check(target._rules, faults);
        return target._rules;
    }

    private void ReadObject(ref StrictReader reader)
    {
        if (!reader.TryOpenObject(""))
            return;

        uint seen = 0;
        while (reader.NextField(s_fields, "", ref seen, out int field))
        {
            if (s_fields[field] == "rules")
                ReadRules(ref reader);
            else
                reader.Skip();
        }
    }

    private void ReadRules(ref StrictReader reader)
    {
        _hasRules = true;
        if (!reader.TryOpenList("rules"))
            return;

        while (reader.NextItem())
            _rules.Add(ReadRule(ref reader, $"rules[{_rules.Count}]"));
    }

    private static RouteRule ReadRule(ref StrictReader reader, string path)
    {
        var rule = new RouteRule { Action = RouteActionReader.StandIn };
        if (!reader.TryOpenObject(path))
            return rule;

        bool hasAction = false;
        uint seen = 0;
        while (reader.NextField(s_ruleFields, path + ".", ref seen, out int field))
        {
            string name = s_ruleFields[field];
            string at = $"{path}.{name}";
            hasAction |= name == "action";
            rule = name switch
            {
                "name" => rule with { Name = reader.ReadText(at) },
                "match" => rule with { Match = RouteMatchReader.Read(ref reader, at) },
                "action" => rule with { Action = RouteActionReader.Read(ref reader, at) },
                _ => rule with { IsForced = reader.ReadBoolean(at) ?? false },
            };
        }

        if (!hasAction)
            reader.Add($"{path}.action", "is missing");
        return rule;
    }
}
