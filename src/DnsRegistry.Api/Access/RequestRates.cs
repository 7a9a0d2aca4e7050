using System.Net;
using System.Threading.RateLimiting;
using DnsRegistry.Api.Http;

namespace DnsRegistry.Api.Access;

/// <summary>
/// Counts requests against rates, with a bucket that fills steadily for each token and for each client address. Memory is
/// bounded: addresses share a fixed number of buckets, so now and then two of them have one in common, and a bucket that
/// nobody draws from goes away.
/// </summary>
public sealed class RequestRates : IDisposable
{
    /// <summary>Buckets of addresses, at most.</summary>
    private const int AddressBuckets = 16_384;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<IPAddress>? _addresses;
    private readonly PartitionedRateLimiter<AccessToken>? _tokens;

    /// <summary>Rates with these limits.</summary>
    public RequestRates(RateOptions options)
    {
        if (options.RequestsPerSecondPerAddress > 0)
        {
            _addresses = PartitionedRateLimiter.Create<IPAddress, int>(
                address => RateLimitPartition.GetTokenBucketLimiter(
                    BucketOf(address), _ => Bucket(options.RequestsPerSecondPerAddress, options.BurstSeconds)));
        }

        if (options.RequestsPerSecondPerToken > 0)
        {
            _tokens = PartitionedRateLimiter.Create<AccessToken, string>(
                token => RateLimitPartition.GetTokenBucketLimiter(
                    token.Name, _ => Bucket(options.RequestsPerSecondPerToken, options.BurstSeconds)), StringComparer.Ordinal);
        }
    }

    /// <summary>Whether there is any limit.</summary>
    internal bool AreLimited => _addresses is not null || _tokens is not null;

    /// <summary>Counts one request. Both limits hold; a request that one of them refuses has drawn from the other all the same.</summary>
    /// <returns>How long to wait, when there have been too many; null when all is well.</returns>
    internal TimeSpan? RetryAfter(IPAddress? address, AccessToken? token)
    {
        if (_addresses is not null && address is not null && Refusal(_addresses, address) is TimeSpan ofAddress)
            return ofAddress;
        return _tokens is not null && token is not null ? Refusal(_tokens, token) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _addresses?.Dispose();
        _tokens?.Dispose();
    }

    private static TimeSpan? Refusal<T>(PartitionedRateLimiter<T> limiter, T who)
    {
        using RateLimitLease lease = limiter.AttemptAcquire(who);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) && wait > s_second ? wait : s_second;
    }

    private static int BucketOf(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[ClientNetwork.MaxOctets];
        var hash = default(HashCode);
        hash.AddBytes(ClientNetwork.Of(address, octets));
        return hash.ToHashCode() & (AddressBuckets - 1);
    }

    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int burstSeconds) => new()
    {
        TokenLimit = (int)Math.Min(int.MaxValue, (long)perSecond * burstSeconds),
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = s_second,
        AutoReplenishment = false,
    };
}
