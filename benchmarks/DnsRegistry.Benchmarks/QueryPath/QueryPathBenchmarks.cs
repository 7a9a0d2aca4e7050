using BenchmarkDotNet.Attributes;

namespace DnsRegistry.Benchmarks.QueryPath;

/// <summary>From the octets of a request to those of its response, by kind of question.</summary>
[MemoryDiagnoser]
public class QueryPathBenchmarks
{
    private byte[] _request = null!;
    private QueryFixture _fixture = null!;

    /// <summary>Services that are registered, with three instances each.</summary>
    [Params(1_000)]
    public int Services { get; set; }

    /// <summary>What is asked.</summary>
    [ParamsAllValues]
    public QueryKind Kind { get; set; }

    [GlobalSetup]
    public async Task Register()
    {
        _request = QueryRequests.Of(Kind);
        _fixture = await QueryFixture.WithAsync(Services);
    }

    [GlobalCleanup]
    public async Task Stop() => await _fixture.DisposeAsync();

    [Benchmark]
    [Allocates(0)]
    public int Answer() => _fixture.Answer(_request);
}
