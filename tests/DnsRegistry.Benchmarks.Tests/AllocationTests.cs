using System.Globalization;
using System.Reflection;
using DnsRegistry.Benchmarks.QueryPath;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace DnsRegistry.Benchmarks.Tests;

/// <summary>
/// Each benchmark allocates what is checked in beside it. The methods are run here without the harness of the benchmarks, at
/// their smallest size: octets do not depend on how fast the machine is.
/// </summary>
public class AllocationTests
{
    private static readonly Dictionary<string, MeasuredBenchmark> s_benchmarks =
        MeasuredBenchmark.All().ToDictionary(benchmark => benchmark.ToString());

    public static TheoryData<string> Benchmarks => [.. s_benchmarks.Keys];

    [Theory]
    [MemberData(nameof(Benchmarks))]
    public async Task Benchmark_allocates_what_is_checked_in(string benchmark)
    {
        MeasuredBenchmark measured = s_benchmarks[benchmark];
        AllocatesAttribute? expected = measured.Expected;
        Assert.True(expected is not null, $"{benchmark} does not say what it allocates: give it [Allocates].");

        double octets = await measured.MeasureAsync();

        double allowed = expected.Octets * expected.WithinPercent / 100.0;
        Assert.True(
            Math.Abs(octets - expected.Octets) <= allowed,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{benchmark} allocates {octets:F1} octets for each operation; checked in are {expected.Octets}, within {expected.WithinPercent} %."));
    }

    [Fact]
    public void Query_path_is_checked_in_with_no_octet_at_all()
    {
        AllocatesAttribute expected = typeof(QueryPathBenchmarks).GetMethod(nameof(QueryPathBenchmarks.Answer))!
            .GetCustomAttribute<AllocatesAttribute>()!;

        Assert.Equal(0, expected.Octets);
        Assert.Equal(0, expected.WithinPercent);
        Assert.False(expected.OnAnyThread);
    }
}
