using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Registry.Services;

/// <summary>The route rules of one service as they are kept on disk: the whole list, in the order in which it is tried.</summary>
/// <param name="Service">The service.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Revision">The revision of the registry that wrote them.</param>
public sealed record StoredRoutes(string Service, IReadOnlyList<RouteRule> Rules, long Revision)
{
    /// <inheritdoc/>
    public bool Equals(StoredRoutes? other) =>
        other is not null && Service == other.Service && Revision == other.Revision && Rules.SequenceEqual(other.Rules);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Service, Revision, Rules.Count);
}
