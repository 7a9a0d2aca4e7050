namespace DnsRegistry.Zones.Services;

/// <summary>How the answers of one service are given.</summary>
/// <param name="TtlSeconds">The TTL, 0 to 3600, before lease ends shorten it.</param>
/// <param name="ZoneFallback">Whether instances of other zones help out.</param>
/// <param name="EmptyAnswer">What is said while instances are registered but none is passing.</param>
/// <param name="ProtectThreshold">The share of passing instances, 0 to 1, below which all are answered; 0 switches it off.</param>
public sealed record AnswerPolicy(uint TtlSeconds, ZoneFallback ZoneFallback, EmptyAnswer EmptyAnswer, double ProtectThreshold)
{
    /// <summary>The TTL where neither service nor operator says anything.</summary>
    public const uint DefaultTtlSeconds = 5;

    /// <summary>Instances in an answer, at most, chosen anew for every query as often as their weights say; 0 is all.</summary>
    public int WeightedSubset { get; init; }

    /// <summary>What weights are multiplied with in SRV records, which can say 1 to 65535.</summary>
    public double WeightScale { get; init; } = 1;

    /// <summary>The policy of a service without settings.</summary>
    public static AnswerPolicy Default { get; } = new(DefaultTtlSeconds, ZoneFallback.None, EmptyAnswer.NoData, 0);
}
