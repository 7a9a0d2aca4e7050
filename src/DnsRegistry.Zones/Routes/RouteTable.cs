namespace DnsRegistry.Zones.Routes;

/// <summary>The route rules of one service, made ready for queries. Immutable.</summary>
public sealed class RouteTable
{
    private RouteTable(IReadOnlyList<RouteRule> rules) => Rules = rules;

    /// <summary>The rules as they were set.</summary>
    public IReadOnlyList<RouteRule> Rules { get; }

    /// <summary>Makes a list ready.</summary>
    /// <param name="rules">The rules, which are checked.</param>
    public static RouteTable Compile(IReadOnlyList<RouteRule> rules) => new(rules);
}
