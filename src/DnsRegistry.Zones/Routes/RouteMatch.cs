using System.Net;

namespace DnsRegistry.Zones.Routes;

/// <summary>Whose queries a rule is about. All conditions that are given must hold; without any it is about everybody's.</summary>
public sealed record RouteMatch
{
    /// <summary>Everybody.</summary>
    public static RouteMatch Always { get; } = new();

    /// <summary>Networks of which one has the client; none means any client.</summary>
    public IReadOnlyList<IPNetwork> Clients { get; init; } = [];

    /// <summary>Zones of which one is the client's own; none means any client.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>The share of clients, 0 to 100; null means all.</summary>
    public double? Percent { get; init; }

    /// <inheritdoc/>
    public bool Equals(RouteMatch? other) =>
        other is not null && Percent == other.Percent && Clients.SequenceEqual(other.Clients) && Zones.SequenceEqual(other.Zones);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Clients.Count, Zones.Count, Percent);

    /// <summary>
    /// Whether every query that another match is about is one that this is about, too. Shares nest, since a client has the
    /// same place in all shares of a service.
    /// </summary>
    public bool Covers(RouteMatch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Percent ?? 100) >= (other.Percent ?? 100)
            && (Zones.Count == 0 || (other.Zones.Count > 0 && other.Zones.All(Zones.Contains)))
            && (Clients.Count == 0
                || (other.Clients.Count > 0 && other.Clients.All(inner => Clients.Any(outer => Contains(outer, inner)))));
    }

    private static bool Contains(IPNetwork outer, IPNetwork inner) =>
        outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);
}
