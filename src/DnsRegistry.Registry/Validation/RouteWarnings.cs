using System.Net;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Registry.Validation;

/// <summary>Finds rules that are allowed but do nothing: now, or in this list ever. Pure.</summary>
public static class RouteWarnings
{
    /// <summary>What is odd about a list that breaks no rule, one sentence each.</summary>
    /// <param name="rules">The list.</param>
    /// <param name="instances">Who is registered.</param>
    /// <param name="clientZones">The zones that clients can be in.</param>
    /// <param name="utcNow">The time of day.</param>
    public static IReadOnlyList<string> Of(
        IReadOnlyList<RouteRule> rules,
        IReadOnlyList<ServiceInstance> instances,
        IReadOnlySet<string> clientZones,
        DateTimeOffset utcNow)
    {
        ArgumentNullException.ThrowIfNull(clientZones);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(instances);
        var warnings = new List<string>();
        for (int i = 0; i < rules.Count; i++)
        {
            RouteRule rule = rules[i];
            string name = rule.Name is null ? $"rules[{i}]" : $"rules[{i}] '{rule.Name}'";
            if (rule.Match.Percent == 0)
                warnings.Add($"{name} never matches: it is about 0 percent");
            else if (Hider(rules, i) is int hider)
                warnings.Add($"{name} never matches: {rules[hider].NameAt(hider)} before it takes all its queries");
            if (rule.Match.Zones.Count > 0 && !clientZones.Overlaps(rule.Match.Zones))
                warnings.Add($"{name} is about nobody now: the table Zones has no network of {string.Join(" or ", rule.Match.Zones)}");
            if (rule.Action.Fault?.Until <= utcNow)
                warnings.Add($"{name} is over since {rule.Action.Fault.Until:yyyy-MM-dd'T'HH:mm:ss'Z'}");
            if (MissingFrom(instances, rule.Action) is string missing)
                warnings.Add($"{name} finds nobody now: {missing}");
        }

        return warnings;
    }

    /// <summary>The first rule before this one that leaves it no query, or null.</summary>
    private static int? Hider(IReadOnlyList<RouteRule> rules, int index)
    {
        for (int i = 0; i < index; i++)
        {
            if (Hides(rules[i], rules[index]) && rules[i].Match.Covers(rules[index].Match))
                return i;
        }

        return null;
    }

    /// <summary>Whether a rule ends the list wherever another one behind it would do something.</summary>
    private static bool Hides(RouteRule earlier, RouteRule later)
    {
        if (earlier.Action.EndsList)
            return true;

        // Of the same kind both apply to the same names. One that is not forced gives way where it leaves nobody.
        RouteActionKind kind = earlier.Action.Kind;
        bool isChoice = kind is RouteActionKind.Version or RouteActionKind.Group or RouteActionKind.Pin or RouteActionKind.PreferZone;
        return isChoice && kind == later.Action.Kind && (earlier.IsForced || (earlier.Action.Equals(later.Action) && !later.IsForced));
    }

    private static string? MissingFrom(IReadOnlyList<ServiceInstance> instances, RouteAction action)
    {
        switch (action.Kind)
        {
            case RouteActionKind.Version when !instances.Any(instance => LabelOf(instance.Registration.Version) == LabelOf(action.Label)):
                return $"no instance has the version {action.Label}";
            case RouteActionKind.Group when !instances.Any(instance => instance.Registration.Group == action.Label):
                return $"no instance is in the group {action.Label}";
            case RouteActionKind.PreferZone when !instances.Any(instance => instance.Registration.Zone == action.Label):
                return $"no instance is in the zone {action.Label}";
            case RouteActionKind.Pin:
                IPAddress? missing = action.Pinned.FirstOrDefault(
                    address => !instances.Any(instance => instance.Registration.Addresses.Contains(address)));
                return missing is null ? null : $"no instance has the address {missing}";
            default:
                return null;
        }
    }

    private static string LabelOf(string version) => version.Replace('.', '-');
}
