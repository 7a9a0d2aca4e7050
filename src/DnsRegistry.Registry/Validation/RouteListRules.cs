using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Registry.Validation;

/// <summary>The rules that a list of route rules has to keep, whichever way it comes in.</summary>
public static class RouteListRules
{
    /// <summary>Rules of one service, at most: each costs every query of the service a little.</summary>
    public const int MaxRules = 64;

    /// <summary>Rules of one service that copy queries, at most.</summary>
    public const int MaxMirrors = 4;

    /// <summary>Networks, or zones, that one rule can be about, at most.</summary>
    public const int MaxConditions = 64;

    /// <summary>Addresses of a pin or a fault, at most.</summary>
    public const int MaxAddresses = 16;

    /// <summary>The longest delay in milliseconds.</summary>
    public const int MaxDelayMilliseconds = 30_000;

    /// <summary>Characters of a name, at most.</summary>
    public const int MaxNameCharacters = 64;

    /// <summary>Checks a list whose texts are lower-cased already where they are labels, and reports every fault there is.</summary>
    public static void Check(IReadOnlyList<RouteRule> rules, ICollection<FieldFault> faults)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(faults);
        if (rules.Count > MaxRules)
            faults.Add(new FieldFault("rules", $"has {rules.Count} entries; at most {MaxRules} are allowed"));
        if (rules.Count(rule => rule.Action.Kind == RouteActionKind.Mirror) > MaxMirrors)
            faults.Add(new FieldFault("rules", $"at most {MaxMirrors} of a service's rules may mirror"));

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < rules.Count; i++)
        {
            string path = $"rules[{i}]";
            CheckName(rules[i].Name, names, path, faults);
            CheckMatch(rules[i].Match, $"{path}.match", faults);
            CheckAction(rules[i].Action, $"{path}.action", faults);
        }
    }

    private static void CheckName(string? name, HashSet<string> names, string path, ICollection<FieldFault> faults)
    {
        if (name is null)
            return;
        if (name.Length is 0 or > MaxNameCharacters || name.Any(char.IsControl))
            faults.Add(new FieldFault($"{path}.name", $"must have 1 to {MaxNameCharacters} characters, none of them a control character"));
        else if (!names.Add(name))
            faults.Add(new FieldFault($"{path}.name", $"'{name}' is the name of a rule before it"));
    }

    private static void CheckMatch(RouteMatch match, string path, ICollection<FieldFault> faults)
    {
        CheckCount(match.Clients.Count, MaxConditions, $"{path}.client", faults);
        CheckCount(match.Zones.Count, MaxConditions, $"{path}.zone", faults);
        for (int i = 0; i < match.Zones.Count; i++)
            Add(faults, $"{path}.zone[{i}]", LabelRules.FaultOf(match.Zones[i]));
        if (match.Percent is double percent && !(percent is >= 0 and <= 100))
            faults.Add(new FieldFault($"{path}.percent", "must be a number from 0 to 100"));
    }

    private static void CheckAction(RouteAction action, string path, ICollection<FieldFault> faults)
    {
        switch (action.Kind)
        {
            case RouteActionKind.Version:
                Add(faults, $"{path}.version", LabelRules.FaultOfVersion(action.Label));
                break;
            case RouteActionKind.Group:
                Add(faults, $"{path}.group", LabelRules.FaultOf(action.Label));
                break;
            case RouteActionKind.PreferZone:
                Add(faults, $"{path}.preferZone", LabelRules.FaultOf(action.Label));
                break;
            case RouteActionKind.Pin:
                CheckAddresses(action.Pinned.Count, $"{path}.pin", faults);
                break;
            case RouteActionKind.Fault:
                CheckFault(action.Fault!, $"{path}.fault", faults);
                break;
            case RouteActionKind.Mirror when action.MirrorTo!.Port == 0:
                faults.Add(new FieldFault($"{path}.mirror.to", "has no port from 1 to 65535"));
                break;
        }
    }

    private static void CheckFault(FaultInjection fault, string path, ICollection<FieldFault> faults)
    {
        if (fault.Kind == FaultKind.Address)
            CheckAddresses(fault.Addresses.Count, $"{path}.addresses", faults);
        if (fault.Kind == FaultKind.Delay && fault.DelayMilliseconds is < 1 or > MaxDelayMilliseconds)
            faults.Add(new FieldFault($"{path}.delayMs", $"must be a whole number from 1 to {MaxDelayMilliseconds}"));
    }

    private static void CheckAddresses(int count, string field, ICollection<FieldFault> faults)
    {
        if (count == 0)
            faults.Add(new FieldFault(field, $"give 1 to {MaxAddresses} addresses"));
        CheckCount(count, MaxAddresses, field, faults);
    }

    private static void CheckCount(int count, int most, string field, ICollection<FieldFault> faults)
    {
        if (count > most)
            faults.Add(new FieldFault(field, $"has {count} entries; at most {most} are allowed"));
    }

    private static void Add(ICollection<FieldFault> faults, string field, string? message)
    {
        if (message is not null)
            faults.Add(new FieldFault(field, message));
    }
}
