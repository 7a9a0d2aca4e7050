using System.Diagnostics;
using System.Numerics;

namespace DnsRegistry.LoadGenerator.Measuring;

/// <summary>How long things took, in buckets that are at most 3 % wide, so that recording costs next to nothing. One thread only.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBucketBits = 5;
    private const int SubBuckets = 1 << SubBucketBits;

    private readonly long[] _counts = new long[64 * SubBuckets];
    private long _count;
    private long _longest;

    /// <summary>Notes one duration.</summary>
    /// <param name="ticks">In ticks of <see cref="Stopwatch"/>.</param>
    public void Record(long ticks)
    {
        _counts[BucketOf(ticks)]++;
        _count++;
        _longest = Math.Max(_longest, ticks);
    }

    /// <summary>Adds what another one has noted.</summary>
    public void Add(LatencyHistogram other)
    {
        for (int i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        _count += other._count;
        _longest = Math.Max(_longest, other._longest);
    }

    /// <inheritdoc/>
    public override string ToString() => _count == 0
        ? "none"
        : $"p50 {Milliseconds(Quantile(0.5))}, p99 {Milliseconds(Quantile(0.99))}, max {Milliseconds(_longest)} ms";

    /// <summary>The duration that this share of all did not exceed, in ticks.</summary>
    internal long Quantile(double share)
    {
        long left = (long)Math.Ceiling(share * _count);
        for (int i = 0; i < _counts.Length; i++)
        {
            left -= _counts[i];
            if (left <= 0)
                return Math.Min(EndOf(i), _longest);
        }

        return _longest;
    }

    private static string Milliseconds(long ticks) => $"{ticks * 1000.0 / Stopwatch.Frequency:0.000}";

    private static int BucketOf(long ticks)
    {
        if (ticks < SubBuckets)
            return (int)Math.Max(0, ticks);

        int shift = BitOperations.Log2((ulong)ticks) - SubBucketBits;
        return ((shift + 1) * SubBuckets) + (int)((ticks >> shift) & (SubBuckets - 1));
    }

    private static long EndOf(int bucket)
    {
        if (bucket < SubBuckets)
            return bucket;

        int shift = (bucket / SubBuckets) - 1;
        return ((long)((bucket % SubBuckets) + SubBuckets + 1) << shift) - 1;
    }
}
