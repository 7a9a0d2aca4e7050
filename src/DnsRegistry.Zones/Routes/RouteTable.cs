using System.Text;

namespace DnsRegistry.Zones.Routes;

/// <summary>The route rules of one service, made ready for queries. Immutable.</summary>
public sealed class RouteTable
{
    /// <summary>As near to its time of day as a fault has to end.</summary>
    private const long NearMilliseconds = 10;

    private readonly CompiledRule[] _rules;
    private readonly ulong _seed;
    private readonly bool _hasShares;

    private RouteTable(IReadOnlyList<RouteRule> rules, CompiledRule[] compiled, ulong seed)
    {
        Rules = rules;
        _rules = compiled;
        _seed = seed;
        _hasShares = compiled.Any(rule => rule.HasShare);
    }

    /// <summary>The rules as they were set.</summary>
    public IReadOnlyList<RouteRule> Rules { get; }

    /// <summary>The rules in the order in which they are tried.</summary>
    internal ReadOnlySpan<CompiledRule> Compiled => _rules;

    /// <summary>Makes a list ready.</summary>
    /// <param name="service">The service: a client stands elsewhere in the shares of another one.</param>
    /// <param name="rules">The rules, which are checked.</param>
    /// <param name="time">
    /// Turns the end of a fault, which is a time of day, into a moment of the clock that queries are answered by. When the
    /// time of day is set, that has to be done again.
    /// </param>
    public static RouteTable Compile(string service, IReadOnlyList<RouteRule> rules, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(rules);
        DateTimeOffset utcNow = time.GetUtcNow();
        long now = time.MonotonicMilliseconds();
        return new RouteTable(
            rules,
            [.. rules.Select((rule, index) => new CompiledRule(rule, index, EndOf(rule, utcNow, now)))],
            ClientShare.SeedOf(Encoding.ASCII.GetBytes(service)));
    }

    /// <summary>Whether its faults end when they are to, as the time of day is now: it need not be made ready anew.</summary>
    public bool IsTimely(TimeProvider time)
    {
        DateTimeOffset utcNow = time.GetUtcNow();
        long now = time.MonotonicMilliseconds();
        for (int i = 0; i < _rules.Length; i++)
        {
            if (Math.Abs(_rules[i].EndsAtMilliseconds - EndOf(Rules[i], utcNow, now)) > NearMilliseconds)
                return false;
        }

        return true;
    }

    /// <summary>Where a client stands in the shares of this service.</summary>
    internal ulong PlaceOf(ClientAddress client) => _hasShares ? ClientShare.PlaceOf(client, _seed) : 0;

    private static long EndOf(RouteRule rule, DateTimeOffset utcNow, long now) => rule.Action.Fault?.Until is DateTimeOffset until
        ? now + (long)Math.Ceiling((until - utcNow).TotalMilliseconds)
        : MonotonicTime.Never;
}
