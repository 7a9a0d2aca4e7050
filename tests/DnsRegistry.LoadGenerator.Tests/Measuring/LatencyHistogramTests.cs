using DnsRegistry.LoadGenerator.Measuring;

namespace DnsRegistry.LoadGenerator.Tests.Measuring;

public class LatencyHistogramTests
{
    [Fact]
    public void Quantiles_are_at_most_four_percent_too_long_and_never_too_short()
    {
        var histogram = new LatencyHistogram();
        for (int ticks = 1; ticks <= 100_000; ticks++)
            histogram.Record(ticks);

        foreach (double share in new[] { 0.0001, 0.01, 0.5, 0.99, 0.9999, 1 })
            Assert.InRange(histogram.Quantile(share), share * 100_000, share * 104_000);
    }

    [Fact]
    public void Longest_is_told_as_it_was()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(1_000_003);

        Assert.Equal(1_000_003, histogram.Quantile(1));
    }
}
