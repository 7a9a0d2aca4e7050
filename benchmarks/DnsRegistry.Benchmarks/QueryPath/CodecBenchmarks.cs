using BenchmarkDotNet.Attributes;

namespace DnsRegistry.Benchmarks.QueryPath;

/// <summary>
/// One question for the addresses of a service, beside the same question read and answered with the codecs of two general
/// DNS libraries, which have nothing to look up.
/// </summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private readonly byte[] _request = QueryRequests.Of(QueryKind.Address);
    private QueryFixture _fixture = null!;

    /// <summary>Services that are registered, with three instances each.</summary>
    [Params(1_000)]
    public int Services { get; set; }

    [GlobalSetup]
    public async Task Register() => _fixture = await QueryFixture.WithAsync(Services);

    [GlobalCleanup]
    public async Task Stop() => await _fixture.DisposeAsync();

    [Benchmark(Baseline = true)]
    [Allocates(0)]
    public int DnsRegistry() => _fixture.Answer(_request);

    [Benchmark]
    [Allocates(3_224, WithinPercent = 5)]
    public int ARSoft() => ArSoftCodec.Answer(_request);

    [Benchmark]
    [Allocates(680, WithinPercent = 5)]
    public int DnsClient() => DnsClientCodec.Answer(_request);
}
