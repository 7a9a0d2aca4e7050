using System.Net;

namespace DnsRegistry.Zones.Routes;

/// <summary>A fault that a rule injects.</summary>
/// <param name="Kind">Which.</param>
public sealed record FaultInjection(FaultKind Kind)
{
    /// <summary>How much later the answer of <see cref="FaultKind.Delay"/> is.</summary>
    public int DelayMilliseconds { get; init; }

    /// <summary>What <see cref="FaultKind.Address"/> answers.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>When it is over, in UTC; null means that it stays until somebody takes it back.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <inheritdoc/>
    public bool Equals(FaultInjection? other) =>
        other is not null && Kind == other.Kind && DelayMilliseconds == other.DelayMilliseconds && Until == other.Until
        && Addresses.SequenceEqual(other.Addresses);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, DelayMilliseconds, Until, Addresses.Count);
}
